//! The syntax of objects (ISO 32000-1 section 7.3), read from any position of a file.

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use super::work::{OBJECT, Work};
use crate::hex;

/// How deep arrays and dictionaries may be nested.
const MAX_DEPTH: usize = 48;

/// A position in some bytes, from which is read.
pub(super) struct Parser<'a, 'w> {
    bytes: &'a [u8],
    position: usize,
    work: &'w mut Work,
}

impl<'a, 'w> Parser<'a, 'w> {
    pub(super) fn new(bytes: &'a [u8], position: usize, work: &'w mut Work) -> Self {
        Self { bytes, position, work }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// What is left, after white space and comments.
    pub(super) fn rest(&mut self) -> Option<&'a [u8]> {
        loop {
            let rest = self.bytes.get(self.position..)?;
            let blank = rest.iter().take_while(|byte| is_space(**byte)).count();
            self.advance(blank)?;
            let rest = self.bytes.get(self.position..)?;
            if rest.first() != Some(&b'%') {
                return Some(rest);
            }
            let comment = rest.iter().take_while(|byte| !b"\r\n".contains(byte)).count();
            self.advance(comment)?;
        }
    }

    /// Reads this word, which must end at its end.
    pub(super) fn word(&mut self, word: &[u8]) -> Option<()> {
        let after = self.rest()?.strip_prefix(word)?;
        if after.first().is_some_and(|byte| is_regular(*byte)) {
            return None;
        }
        self.advance(word.len())
    }

    /// Reads a number without sign or fraction.
    pub(super) fn unsigned<N: TryFrom<u64>>(&mut self) -> Option<N> {
        let rest = self.rest()?;
        let len = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.advance(len)?;
        let digits = std::str::from_utf8(rest.get(..len)?).ok()?;
        N::try_from(digits.parse().ok()?).ok()
    }

    /// Reads `number generation obj`.
    pub(super) fn object_header(&mut self) -> Option<ObjectId> {
        let id = (self.unsigned()?, self.unsigned()?);
        self.word(b"obj")?;
        Some(id)
    }

    /// Reads the word `stream` and its end of line; gives the position of the data.
    pub(super) fn stream_start(&mut self) -> Option<usize> {
        let rest = self.rest()?.strip_prefix(b"stream")?;
        let line_end = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => return None,
        };
        Some(self.position + b"stream".len() + line_end)
    }

    /// Reads an object. Of a stream, this is its dictionary.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.nested(MAX_DEPTH)
    }

    fn nested(&mut self, depth: usize) -> Option<Object> {
        let depth = depth.checked_sub(1)?;
        self.work.pay(OBJECT)?;
        match self.rest()? {
            [b'/', ..] => Some(Object::Name(self.name()?)),
            [b'(', ..] => Some(Object::String(self.literal()?, StringFormat::Literal)),
            [b'<', b'<', ..] => Some(Object::Dictionary(self.dictionary(depth)?)),
            [b'<', ..] => Some(Object::String(self.hexadecimal()?, StringFormat::Hexadecimal)),
            [b'[', ..] => Some(Object::Array(self.array(depth)?)),
            [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => self.number(),
            _ => self.constant(),
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Dictionary> {
        self.advance(2)?;
        let mut found = Dictionary::new();
        loop {
            if self.rest()?.starts_with(b">>") {
                self.advance(2)?;
                return Some(found);
            }
            let key = self.name()?;
            found.set(key, self.nested(depth)?);
        }
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Object>> {
        self.advance(1)?;
        let mut found = Vec::new();
        loop {
            if self.rest()?.first() == Some(&b']') {
                self.advance(1)?;
                return Some(found);
            }
            found.push(self.nested(depth)?);
        }
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        let rest = self.rest()?.strip_prefix(b"/")?;
        let len = rest.iter().take_while(|byte| is_regular(**byte)).count();
        let raw = rest.get(..len)?;
        self.advance(1 + len)?;
        let mut parts = raw.split(|byte| *byte == b'#');
        let mut name = parts.next()?.to_vec();
        for part in parts {
            let (code, plain) = part.split_at_checked(2)?;
            name.extend(hex::decode(code)?);
            name.extend_from_slice(plain);
        }
        Some(name)
    }

    fn hexadecimal(&mut self) -> Option<Vec<u8>> {
        let rest = self.rest()?.strip_prefix(b"<")?;
        let len = rest.iter().take_while(|byte| **byte != b'>').count();
        self.advance(len + 2)?;
        let (digits, _end) = rest.split_at_checked(len + 1)?;
        let mut digits = digits.strip_suffix(b">")?.to_vec();
        digits.retain(|byte| !is_space(*byte));
        if digits.len() % 2 == 1 {
            digits.push(b'0');
        }
        hex::decode(&digits)
    }

    fn literal(&mut self) -> Option<Vec<u8>> {
        self.advance(1)?;
        let mut text = Vec::new();
        let mut open = 1_usize;
        loop {
            match self.byte()? {
                b'\\' => self.escaped(&mut text)?,
                b')' if open == 1 => return Some(text),
                byte => {
                    open = match byte {
                        b'(' => open + 1,
                        b')' => open - 1,
                        _ => open,
                    };
                    text.push(byte);
                }
            }
        }
    }

    /// Appends what a backslash and the characters after it stand for.
    fn escaped(&mut self, text: &mut Vec<u8>) -> Option<()> {
        let byte = match self.byte()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 0x08,
            b'f' => 0x0C,
            // The end of a line is skipped.
            b'\r' if self.bytes.get(self.position) == Some(&b'\n') => return self.advance(1),
            b'\r' | b'\n' => return Some(()),
            digit @ b'0'..=b'7' => {
                let mut code = u32::from(digit - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.bytes.get(self.position) else { break };
                    code = code * 8 + u32::from(next - b'0');
                    self.advance(1)?;
                }
                code.to_le_bytes()[0]
            }
            other => other,
        };
        text.push(byte);
        Some(())
    }

    /// An integer, a real number, or a reference, which begins like an integer.
    fn number(&mut self) -> Option<Object> {
        if let Some(reference) = self.reference() {
            return Some(reference);
        }
        let rest = self.rest()?;
        let len = rest.iter().take_while(|byte| b"+-.0123456789".contains(byte)).count();
        let text = std::str::from_utf8(rest.get(..len)?).ok()?;
        self.advance(len)?;
        if text.contains('.') {
            return text.parse().ok().map(Object::Real);
        }
        text.parse().ok().map(Object::Integer)
    }

    fn reference(&mut self) -> Option<Object> {
        let start = self.position;
        let found = self.reference_here();
        if found.is_none() {
            self.position = start;
        }
        found
    }

    fn reference_here(&mut self) -> Option<Object> {
        let id = (self.unsigned()?, self.unsigned()?);
        self.word(b"R")?;
        Some(Object::Reference(id))
    }

    fn constant(&mut self) -> Option<Object> {
        let constants = [
            (b"true".as_slice(), Object::Boolean(true)),
            (b"false", Object::Boolean(false)),
            (b"null", Object::Null),
        ];
        constants.into_iter().find_map(|(word, value)| self.word(word).map(|()| value))
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.position)?;
        self.advance(1)?;
        Some(byte)
    }

    fn advance(&mut self, by: usize) -> Option<()> {
        self.work.pay(by)?;
        self.position += by;
        Some(())
    }
}

fn is_space(byte: u8) -> bool {
    b" \t\n\r\0\x0C".contains(&byte)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn read(text: &[u8]) -> Option<Object> {
        Parser::new(text, 0, &mut Work::default()).object()
    }

    #[test]
    fn objects_of_all_kinds_are_read() {
        let text = b"% comment\n<</A#20B[1 -2 +3 .5 4 0 R 5 6]/C(a\\(b\\051(c)\\\n\\101)/D<6 1 6>/E true/F null>>";
        let array = vec![
            Object::Integer(1),
            Object::Integer(-2),
            Object::Integer(3),
            Object::Real(0.5),
            Object::Reference((4, 0)),
            Object::Integer(5),
            Object::Integer(6),
        ];
        let expected = dictionary! {
            "A B" => array,
            "C" => Object::String(b"a(b)(c)A".to_vec(), StringFormat::Literal),
            "D" => Object::String(b"a`".to_vec(), StringFormat::Hexadecimal),
            "E" => true,
            "F" => Object::Null,
        };
        assert_eq!(read(text), Some(Object::Dictionary(expected)));
    }

    #[test]
    fn what_does_not_end_is_no_object() {
        for text in
            ["", "[1 2", "<</A 1", "<</A", "(a(b)", "<61", "/A#", "/A#4", "truely", "R", "1-"]
        {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn nesting_has_an_end() {
        let nested = |depth| [vec![b'['; depth], vec![b']'; depth]].concat();
        assert!(read(&nested(MAX_DEPTH)).is_some());
        assert_eq!(read(&nested(MAX_DEPTH + 1)), None);
    }

    #[test]
    fn the_allowance_has_an_end() {
        let many = [b"[".as_slice(), &b"0 ".repeat(2_000_000), b"]"].concat();
        let mut work = Work::default();
        assert_eq!(Parser::new(&many, 0, &mut work).object(), None);
        assert!(work.is_used_up());
    }
}
