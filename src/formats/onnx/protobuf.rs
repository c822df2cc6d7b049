//! Messages in the wire format of Protocol Buffers.
//!
//! A message is a sequence of fields, each a tag and a value. A tag holds the number of the field and its wire type: a
//! variable-length integer, four bytes, or a length followed by that many bytes.
//!
//! **Invariant**: a reader that does not know a field can skip it and find the next one.

/// A message that is being written.
#[derive(Debug, Default)]
pub(super) struct Message(Vec<u8>);

/// The wire type of a value.
enum Wire {
    Variable = 0,
    Length = 2,
    FourBytes = 5,
}

impl Message {
    /// Adds a field that holds an integer.
    pub(super) fn number(mut self, field: u32, value: u64) -> Self {
        self.tag(field, Wire::Variable);
        self.variable(value);
        self
    }

    /// Adds a field that holds a number of single precision.
    pub(super) fn float(mut self, field: u32, value: f32) -> Self {
        self.tag(field, Wire::FourBytes);
        self.0.extend(value.to_le_bytes());
        self
    }

    /// Adds a field that holds text or bytes.
    pub(super) fn bytes(mut self, field: u32, value: impl AsRef<[u8]>) -> Self {
        let value = value.as_ref();
        self.tag(field, Wire::Length);
        self.variable(value.len() as u64);
        self.0.extend(value);
        self
    }

    /// Adds a field that holds another message.
    pub(super) fn message(self, field: u32, value: Message) -> Self {
        self.bytes(field, value.0)
    }

    /// Adds a repeated field, once for each message.
    pub(super) fn messages(self, field: u32, values: impl IntoIterator<Item = Message>) -> Self {
        values.into_iter().fold(self, |message, value| message.message(field, value))
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    fn tag(&mut self, field: u32, wire: Wire) {
        self.variable(u64::from(field) << 3 | wire as u64);
    }

    /// Writes a variable-length integer: seven bits in each byte, the lowest first; the eighth bit is set if more follow.
    fn variable(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }
}
