//! The field numbers of `onnx.proto`, a module for each message.

/// `OperatorSetIdProto.version`.
pub(super) const OPSET_VERSION: u32 = 2;
/// `TypeProto.tensor_type`.
pub(super) const TYPE_TENSOR: u32 = 1;
/// `TensorShapeProto.dim`.
pub(super) const SHAPE_DIM: u32 = 1;

/// `ModelProto`.
pub(super) mod model {
    pub(in super::super) const IR_VERSION: u32 = 1;
    pub(in super::super) const PRODUCER_NAME: u32 = 2;
    pub(in super::super) const PRODUCER_VERSION: u32 = 3;
    pub(in super::super) const GRAPH: u32 = 7;
    pub(in super::super) const OPSET_IMPORT: u32 = 8;
    pub(in super::super) const METADATA_PROPS: u32 = 14;
}

/// `StringStringEntryProto`.
pub(super) mod entry {
    pub(in super::super) const KEY: u32 = 1;
    pub(in super::super) const VALUE: u32 = 2;
}

/// `GraphProto`.
pub(super) mod graph {
    pub(in super::super) const NODE: u32 = 1;
    pub(in super::super) const NAME: u32 = 2;
    pub(in super::super) const INITIALIZER: u32 = 5;
    pub(in super::super) const DOC_STRING: u32 = 10;
    pub(in super::super) const INPUT: u32 = 11;
    pub(in super::super) const OUTPUT: u32 = 12;
}

/// `NodeProto`.
pub(super) mod node {
    pub(in super::super) const INPUT: u32 = 1;
    pub(in super::super) const OUTPUT: u32 = 2;
    pub(in super::super) const NAME: u32 = 3;
    pub(in super::super) const OP_TYPE: u32 = 4;
    pub(in super::super) const ATTRIBUTE: u32 = 5;
}

/// `AttributeProto`.
pub(super) mod attribute {
    pub(in super::super) const NAME: u32 = 1;
    pub(in super::super) const F: u32 = 2;
    pub(in super::super) const I: u32 = 3;
    pub(in super::super) const TYPE: u32 = 20;
}

/// `TensorProto`.
pub(super) mod tensor {
    pub(in super::super) const DIMS: u32 = 1;
    pub(in super::super) const DATA_TYPE: u32 = 2;
    pub(in super::super) const NAME: u32 = 8;
    pub(in super::super) const RAW_DATA: u32 = 9;
}

/// `ValueInfoProto`.
pub(super) mod value {
    pub(in super::super) const NAME: u32 = 1;
    pub(in super::super) const TYPE: u32 = 2;
}

/// `TypeProto.Tensor`.
pub(super) mod tensor_type {
    pub(in super::super) const ELEM_TYPE: u32 = 1;
    pub(in super::super) const SHAPE: u32 = 2;
}

/// `TensorShapeProto.Dimension`.
pub(super) mod dimension {
    pub(in super::super) const VALUE: u32 = 1;
    pub(in super::super) const PARAM: u32 = 2;
}
