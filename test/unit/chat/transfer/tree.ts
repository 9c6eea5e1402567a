// Generated conversations of any shape, for the round trip.
import fc from "fast-check";
import type { StoredMessage, StoredPart } from "../../../../src/chat/message.ts";
import type { ImportedConversation } from "../../../../src/chat/transfer/imported.ts";
import { imageTypes, textSources } from "../../../../src/reference.ts";

// Parsed JSON has ordinary objects.
const plain = { noNullPrototype: true } as const;
const id = fc.string({ unit: fc.constantFrom(..."abcdefgh0123456789-"), minLength: 8, maxLength: 36 });
const text = fc.string({ unit: "binary", maxLength: 60 });

const part: fc.Arbitrary<StoredPart> = fc.oneof(
  fc.record({ type: fc.constant("text" as const), text }, plain),
  fc.record({ type: fc.constant("thinking" as const), text, seconds: fc.nat(900) }, plain),
  fc.record(
    {
      type: fc.constant("reference" as const),
      kind: fc.constant("code" as const),
      id,
      label: text,
      path: text,
      uri: fc.constant(""),
      startLine: fc.constant(1),
      endLine: fc.integer({ min: 1, max: 99 }),
      language: fc.constantFrom("typescript", "python", ""),
      enclosing: fc.array(text, { maxLength: 2 }),
      code: text,
    },
    plain,
  ),
  fc.record(
    {
      type: fc.constant("reference" as const),
      kind: fc.constant("text" as const),
      id,
      label: text,
      of: fc.constantFrom(...textSources),
      title: text,
      uri: fc.constant(""),
      language: fc.constantFrom("diff", ""),
      text,
    },
    plain,
  ),
  fc.record(
    {
      type: fc.constant("reference" as const),
      kind: fc.constant("image" as const),
      id,
      label: text,
      mediaType: fc.constantFrom(...imageTypes),
      width: fc.integer({ min: 1, max: 9999 }),
      height: fc.integer({ min: 1, max: 9999 }),
      hash: fc.constant("00ff"),
    },
    plain,
  ),
);

const status = fc.constantFrom("done" as const, "stopped" as const, "interrupted" as const, "failed" as const);

export const tree: fc.Arbitrary<ImportedConversation> = fc
  .record(
    {
      id,
      title: fc.constantFrom("", "Sorting", "排序算法", "../../etc/passwd"),
      workspace: fc.constantFrom("", "app", "我的项目"),
      bodies: fc.uniqueArray(
        fc.record(
          {
            id,
            role: fc.constantFrom("user" as const, "assistant" as const),
            parts: fc.array(part, { maxLength: 3 }),
            status,
            seconds: fc.nat(900),
            createdAt: fc.nat(),
          },
          plain,
        ),
        { selector: (one) => one.id, minLength: 1, maxLength: 12 },
      ),
      parents: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
      leaf: fc.nat(),
      leftOut: fc.array(fc.nat(24), { minLength: 12, maxLength: 12 }),
    },
    plain,
  )
  .map(({ bodies, parents, leaf, leftOut, ...rest }) => {
    const messages = bodies.map((body, index): StoredMessage => {
      // Any earlier message, or none.
      const parent = bodies[parents[index]! % (index + 1)];
      const other = bodies[leftOut[index]!];
      return {
        ...body,
        ...(parent && parent.id !== body.id && { parent: parent.id }),
        ...(other && { leavesOut: [other.id] }),
      };
    });
    return { ...rest, messages, leaf: messages[leaf % messages.length]!.id };
  });
