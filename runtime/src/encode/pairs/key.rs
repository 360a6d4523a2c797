//! Map keys: what serde may give as one, written escaped.

use std::fmt::Display;

use serde::ser::{Impossible, Serialize, Serializer};

use crate::encode::{EncodeError, percent};

/// The key as it stands between brackets.
pub(super) fn encode(key: &(impl Serialize + ?Sized)) -> Result<String, EncodeError> {
    key.serialize(KeySerializer)
}

/// A field name as it stands between brackets.
pub(super) fn encode_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    percent::push(&mut out, name.as_bytes());
    out
}

struct KeySerializer;

fn refused<T>() -> Result<T, EncodeError> {
    Err(EncodeError::new(
        "a map key is not a string, a number, a character, a bool or a unit variant",
    ))
}

macro_rules! displayed {
    ($($method:ident: $type:ty,)*) => {
        $(fn $method(self, value: $type) -> Result<String, EncodeError> {
            Ok(encode_name(&value.to_string()))
        })*
    };
}

impl Serializer for KeySerializer {
    type Ok = String;
    type Error = EncodeError;
    type SerializeSeq = Impossible<String, EncodeError>;
    type SerializeTuple = Impossible<String, EncodeError>;
    type SerializeTupleStruct = Impossible<String, EncodeError>;
    type SerializeTupleVariant = Impossible<String, EncodeError>;
    type SerializeMap = Impossible<String, EncodeError>;
    type SerializeStruct = Impossible<String, EncodeError>;
    type SerializeStructVariant = Impossible<String, EncodeError>;

    displayed! {
        serialize_bool: bool,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
        serialize_char: char,
    }

    fn serialize_str(self, value: &str) -> Result<String, EncodeError> {
        Ok(encode_name(value))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<String, EncodeError> {
        Ok(encode_name(&value.to_string()))
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<String, EncodeError> {
        Ok(encode_name(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<String, EncodeError> {
        value.serialize(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<String, EncodeError> {
        value.serialize(self)
    }

    fn serialize_f32(self, _: f32) -> Result<String, EncodeError> {
        refused()
    }
    fn serialize_f64(self, _: f64) -> Result<String, EncodeError> {
        refused()
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<String, EncodeError> {
        refused()
    }
    fn serialize_none(self) -> Result<String, EncodeError> {
        refused()
    }
    fn serialize_unit(self) -> Result<String, EncodeError> {
        refused()
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<String, EncodeError> {
        refused()
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<String, EncodeError> {
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
