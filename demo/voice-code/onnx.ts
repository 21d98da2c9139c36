/** A writer of small ONNX graphs: protobuf's wire format by hand (onnx.proto3), enough for the stand-in models. */

const text = new TextEncoder();

export const tensorTypes = { float: 1, int32: 6, int64: 7 } as const;
type TensorType = (typeof tensorTypes)[keyof typeof tensorTypes];

function varint(value: number): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

const integer = (field: number, value: number) => join([varint(field << 3), varint(value)]);
const bytes = (field: number, value: Uint8Array) =>
  join([varint((field << 3) | 2), varint(value.length), value]);
const string = (field: number, value: string) => bytes(field, text.encode(value));
const float = (field: number, value: number) =>
  join([varint((field << 3) | 5), new Uint8Array(Float32Array.of(value).buffer)]);

/** A constant: `dims` empty for a scalar. */
export function tensor(
  name: string,
  type: TensorType,
  dims: readonly number[],
  data: ArrayLike<number>,
): Uint8Array {
  const values = Array.from(data);
  const raw =
    type === tensorTypes.float
      ? Float32Array.from(values)
      : type === tensorTypes.int64
        ? BigInt64Array.from(values, BigInt)
        : Int32Array.from(values);
  return join([
    ...dims.map((dim) => integer(1, dim)),
    integer(2, type),
    string(8, name),
    bytes(9, new Uint8Array(raw.buffer)),
  ]);
}

type Attribute = number | readonly number[];

function attribute(name: string, value: Attribute): Uint8Array {
  if (typeof value !== "number")
    return join([string(1, name), ...value.map((one) => integer(8, one)), integer(20, 7)]);
  return Number.isInteger(value)
    ? join([string(1, name), integer(3, value), integer(20, 2)])
    : join([string(1, name), float(2, value), integer(20, 1)]);
}

/** An operator with its inputs and outputs by name. */
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Record<string, Attribute> = {},
): Uint8Array {
  return join([
    ...inputs.map((name) => string(1, name)),
    ...outputs.map((name) => string(2, name)),
    string(3, `${operator}_${outputs[0]}`),
    string(4, operator),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
  ]);
}

/** An input or output: a dimension is a number, or a name where it varies. */
export function value(name: string, type: TensorType, dims: readonly (number | string)[]): Uint8Array {
  const shape = join(dims.map((dim) => bytes(1, typeof dim === "number" ? integer(1, dim) : string(2, dim))));
  return join([string(1, name), bytes(2, bytes(1, join([integer(1, type), bytes(2, shape)])))]);
}

export interface Graph {
  inputs: readonly Uint8Array[];
  outputs: readonly Uint8Array[];
  constants: readonly Uint8Array[];
  nodes: readonly Uint8Array[];
  metadata?: Record<string, string | number>;
}

/** A whole model file, operator set 17. */
export function model({ inputs, outputs, constants, nodes, metadata = {} }: Graph): Uint8Array {
  const graph = join([
    ...nodes.map((one) => bytes(1, one)),
    string(2, "stand-in"),
    ...constants.map((one) => bytes(5, one)),
    ...inputs.map((one) => bytes(11, one)),
    ...outputs.map((one) => bytes(12, one)),
  ]);
  return join([
    integer(1, 8),
    string(2, "callscript-demo"),
    bytes(7, graph),
    bytes(8, join([string(1, ""), integer(2, 17)])),
    ...Object.entries(metadata).map(([key, entry]) =>
      bytes(14, join([string(1, key), string(2, String(entry))])),
    ),
  ]);
}
