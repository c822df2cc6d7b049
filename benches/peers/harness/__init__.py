"""What `run` is made of. Only `data`, `reference` and `loss` need NumPy; they run in the virtual environment."""
