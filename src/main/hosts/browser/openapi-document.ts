import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { gatewayOrders, gatewayQuestions } from './gateway-contract.ts';

/** The OpenAPI 3.1 document of the gateway, made from the contract; `api` is its base address. */
export function openApiDocument(api: string, version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(
    { ...gatewayQuestions, ...gatewayOrders },
    {
      info: {
        title: 'Playhead gateway',
        version,
        description:
          'Questions about a log at any position, and commands that become events in it. Every question takes `at`: `head`, an ISO 8601 time with a zone, `p3:1202`, or a cut token.',
      },
      servers: [{ url: api }],
      security: [{ token: [] }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      customErrorResponseBodySchema: (faults) => ({
        type: 'object',
        properties: {
          code: { type: 'string', enum: faults.map(([code]) => code) },
          text: { type: 'string', description: 'What, why and what to do, for a person.' },
          data: { description: 'Details for a program; null where there are none.' },
        },
        required: ['code', 'text', 'data'],
        additionalProperties: false,
      }),
    },
  );
}
