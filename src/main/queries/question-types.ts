import type {
  AnySchema,
  ContractProcedure,
  ErrorMap,
  InferSchemaInput,
  InferSchemaOutput,
  Meta,
} from '@orpc/contract';

/** What a question gets once its schema has parsed it. */
export type Asked<Question> =
  Question extends ContractProcedure<infer Input extends AnySchema, AnySchema, ErrorMap, Meta>
    ? InferSchemaOutput<Input>
    : never;

/** What a question answers. */
export type Answer<Question> =
  Question extends ContractProcedure<AnySchema, infer Output extends AnySchema, ErrorMap, Meta>
    ? InferSchemaInput<Output>
    : never;
