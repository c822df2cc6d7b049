"""The parts of `run`. Only `data` and `loss` need NumPy; they run in the virtual environment."""
