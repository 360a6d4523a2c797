//! Map keys: what serde may give as one, written escaped.

use std::fmt::Display;

use serde::ser::{Impossible, Serialize, Serializer};

use crate::encode::{EncodeError, percent};

/// Appends the key as it stands between brackets.
pub(super) fn encode(key: &(impl Serialize + ?Sized), out: &mut String) -> Result<(), EncodeError> {
    key.serialize(KeySerializer(out))
}

struct KeySerializer<'a>(&'a mut String);

impl KeySerializer<'_> {
    fn text(self, text: &str) -> Result<(), EncodeError> {
        percent::push(self.0, text);
        Ok(())
    }
}

fn refused<T>() -> Result<T, EncodeError> {
    Err(EncodeError::new(
        "a map key is not a string, a number, a character, a bool or a unit variant",
    ))
}

macro_rules! displayed {
    ($($method:ident: $type:ty,)*) => {
        $(fn $method(self, value: $type) -> Result<(), EncodeError> {
            self.text(&value.to_string())
        })*
    };
}

impl Serializer for KeySerializer<'_> {
    type Ok = ();
    type Error = EncodeError;
    type SerializeSeq = Impossible<(), EncodeError>;
    type SerializeTuple = Impossible<(), EncodeError>;
    type SerializeTupleStruct = Impossible<(), EncodeError>;
    type SerializeTupleVariant = Impossible<(), EncodeError>;
    type SerializeMap = Impossible<(), EncodeError>;
    type SerializeStruct = Impossible<(), EncodeError>;
    type SerializeStructVariant = Impossible<(), EncodeError>;

    displayed! {
        serialize_bool: bool,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
        serialize_char: char,
    }

    fn serialize_str(self, value: &str) -> Result<(), EncodeError> {
        self.text(value)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), EncodeError> {
        self.text(&value.to_string())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), EncodeError> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        value.serialize(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), EncodeError> {
        value.serialize(self)
    }

    fn serialize_f32(self, _: f32) -> Result<(), EncodeError> {
        refused()
    }
    fn serialize_f64(self, _: f64) -> Result<(), EncodeError> {
        refused()
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<(), EncodeError> {
        refused()
    }
    fn serialize_none(self) -> Result<(), EncodeError> {
        refused()
    }
    fn serialize_unit(self) -> Result<(), EncodeError> {
        refused()
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), EncodeError> {
        refused()
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), EncodeError> {
        refused()
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, EncodeError> {
        refused()
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, EncodeError> {
        refused()
    }
    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, EncodeError> {
        refused()
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, EncodeError> {
        refused()
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, EncodeError> {
        refused()
    }
    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, EncodeError> {
        refused()
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, EncodeError> {
        refused()
    }
}
