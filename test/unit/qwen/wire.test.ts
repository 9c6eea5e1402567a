// Every recorded exchange, at every chunking, through the real client.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FinishReason, Request, ToolCall, Usage } from "../../../src/qwen/types.ts";
import { type StandIn, startStandIn } from "../../dashscope/standIn.ts";
import { readTranscripts, replay } from "../../dashscope/transcripts.ts";
import { ask, endpointAt, requestTo } from "./ask.ts";

interface Expected {
  readonly text?: string;
  readonly thinking?: string;
  readonly finish?: FinishReason;
  readonly usage?: Usage;
  readonly calls?: readonly ToolCall[];
  readonly requestId?: string;
  readonly error?: {
    readonly kind: string;
    readonly status?: number;
    readonly code?: string;
    readonly requestId?: string;
    readonly message?: RegExp;
    readonly limit?: number;
  };
  readonly retries?: number;
  readonly selfHosted?: boolean;
}

const call = (id: string, name: string, args: string): ToolCall => ({ id, name, arguments: args });

// biome-ignore format: a table
const expected: Readonly<Record<string, Expected>> = {
  "01-stream-text": { text: "Hello there!", finish: "stop", usage: { input: 24, cached: 0, output: 3 }, requestId: "5d20beef-1a01-9101-8201-4f00aa019919" },
  "02-stream-thinking": { thinking: "91 = 7 x 13, so composite.", text: "No, 91 = 7 x 13.", finish: "stop", usage: { input: 18, cached: 0, output: 31, thinking: 17 } },
  "03-stream-tool-call": { finish: "toolCalls", calls: [call("call_3f0b1c77a2d94e58b6c1a901", "read_file", '{"path": "src/app.ts"}')], usage: { input: 211, cached: 0, output: 19 } },
  "04-stream-parallel-tools-thinking": { thinking: "Two independent calls.", finish: "toolCalls", calls: [call("call_aa11bb22cc33dd44ee55ff01", "read_file", '{"path": "src/app.ts"}'), call("call_aa11bb22cc33dd44ee55ff02", "grep", '{"pattern": "TODO"}')], usage: { input: 402, cached: 256, output: 61, thinking: 9 } },
  "05-stream-tool-quirks": { finish: "toolCalls", calls: [call("call_0d6a", "list_open_files", "")], usage: { input: 150, cached: 0, output: 12 } },
  "06-nonstream-thinking": { thinking: "Simple sum.", text: "4", finish: "stop", usage: { input: 76, cached: 0, output: 33, thinking: 29 }, requestId: "5d21599a-1a06-9106-8206-4f00aa099696" },
  "07-vision-request": { text: "A terminal with a failing test.", finish: "stop", usage: { input: 1274, cached: 0, output: 9 } },
  "08-explicit-cache": { text: "It parses.", finish: "stop", usage: { input: 1605, cached: 0, cacheWritten: 1590, output: 4 } },
  "08-explicit-cache #2": { text: "It parses.", finish: "stop", usage: { input: 1605, cached: 1590, cacheWritten: 0, output: 4 } },
  "09-web-search": { text: "Node 24 is the current LTS line.", finish: "stop", usage: { input: 1893, cached: 0, output: 10 } },
  // An answer of /completions where a chat was asked: its text is not in a delta, so nothing is said, and nothing breaks.
  "10-fim-completions": { finish: "stop", usage: { input: 22, output: 4 } },
  "11-translation-mt": { text: "The variable is undefined", finish: "stop", usage: { input: 41, output: 6 } },
  "12-error-401-key": { error: { kind: "key", status: 401, code: "invalid_api_key", requestId: "5d221334-1a0c-910c-820c-4f00aa132d2c", message: /^Incorrect API key provided/ } },
  "13-error-400-sse-body": { error: { kind: "parameter", status: 400, code: "invalid_parameter_error", requestId: "5d223223-1a0d-910d-820d-4f00aa14c645", message: /developer is not one of/ } },
  "14-error-429": { error: { kind: "rateLimit", status: 429, code: "limit_requests" }, retries: 2 },
  "14-error-429 #2": { error: { kind: "tokenLimit", status: 429, code: "insufficient_quota" }, retries: 2 },
  "14-error-429 #3": { error: { kind: "rateLimit", status: 429, code: "limit_burst_rate" }, retries: 2 },
  "15-midstream-data-inspection": { text: "Part of an answer", error: { kind: "inspectionOutput", code: "data_inspection_failed", requestId: "5d227001-1a0f-910f-820f-4f00aa17f877" } },
  "16-midstream-native-event-error": { error: { kind: "tokenLimit", code: "Throttling.AllocationQuota", requestId: "5d228ef0-1a10-9110-8210-4f00aa199190" }, retries: 2 },
  "17-error-access": { error: { kind: "account", status: 400, code: "Arrearage" } },
  "17-error-access #2": { error: { kind: "modelMissing", status: 404, code: "model_not_found" } },
  "17-error-access #3": { error: { kind: "modelAccess", status: 403, code: "Model.AccessDenied" } },
  "17-error-access #4": { error: { kind: "freeTier", status: 403, code: "AllocationQuota.FreeTierOnly" } },
  "18-error-400-params": { error: { kind: "tooLong", status: 400, limit: 131_072 } },
  "18-error-400-params #2": { error: { kind: "parameter", status: 400, limit: 32_768 } },
  "18-error-400-params #3": { error: { kind: "parameter", status: 400 } },
  "18-error-400-params #4": { error: { kind: "parameter", status: 400 } },
  "18-error-400-params #5": { error: { kind: "parameter", status: 400, message: /tool_choice/ } },
  "18-error-400-params #6": { error: { kind: "image", status: 400, limit: 10_485_760 } },
  "18-error-400-params #7": { error: { kind: "inspectionInput", status: 400 } },
  "19-coding-plan-errors": { error: { kind: "clientRefused", status: 405, message: /^Coding Plan is currently only available for Coding Agents$/ } },
  "19-coding-plan-errors #2": { error: { kind: "keyPlan", status: 401 } },
  "19-coding-plan-errors #3": { error: { kind: "planWindow", status: 429 } },
  "20-server-errors": { error: { kind: "overloaded", status: 503, code: "ModelServingError" }, retries: 2 },
  "20-server-errors #2": { error: { kind: "server", status: 500, code: "internal_error" }, retries: 2 },
  "20-server-errors #3": { error: { kind: "serverTimeout", status: 500, code: "RequestTimeOut" }, retries: 1 },
  "20-server-errors #4": { error: { kind: "serverTimeout", status: 504, message: /^504 Gateway Time-out gateway$/ }, retries: 1 },
  "20-server-errors #5": { error: { kind: "notTheService", status: 200 } },
  "21-truncated-streams": { text: "One two three", finish: "length", usage: { input: 9, cached: 0, output: 3 } },
  "21-truncated-streams #2": { text: "One tw", error: { kind: "interrupted", requestId: "5d3a1efd-1ad3-91d3-82d3-4f00ab512f9b" } },
  "22-selfhosted-vllm": { selfHosted: true, thinking: "Need the file.", finish: "toolCalls", calls: [call("chatcmpl-tool-7d1", "read_file", '{"path": "a.ts"}')], usage: { input: 170, output: 31 } },
  "23-selfhosted-others": { selfHosted: true, thinking: "Greet back.", text: "Hello!", finish: "stop", usage: { input: 10, output: 12 } },
  "23-selfhosted-others #2": { selfHosted: true, error: { kind: "modelMissing", status: 404 } },
  "23-selfhosted-others #3": { selfHosted: true, error: { kind: "tooLong", status: 400, code: "400", limit: 8192 } },
  "23-selfhosted-others #4": { selfHosted: true, thinking: "Greet.\n", text: "Hello!", finish: "stop" },
  // A list of models where an answer should be.
  "24-models-list": { error: { kind: "notTheService", status: 200 } },
};

const transcripts = readTranscripts();
let standIn: StandIn;
before(async () => {
  standIn = await startStandIn({ strict: false });
});
after(() => standIn.close());

test("every transcript has an expected result and the other way round", () => {
  assert.deepEqual(
    transcripts.map(({ name }) => name),
    Object.keys(expected),
  );
});

for (const one of transcripts) {
  const want = expected[one.name] ?? {};
  // A byte at a time is slow over a socket, so it is for the small ones; errors are read as a whole anyway.
  const small = one.body.length <= 1000 ? "byte" : 23;
  for (const split of one.status === 200 ? (["whole", "line", small] as const) : (["whole", "line"] as const)) {
    test(`${one.name} ${one.title ? `(${one.title}) ` : ""}by ${split}`, async () => {
      for (let i = 0; i <= (want.retries ?? 0); i++) standIn.enqueue(replay(one, split));
      const endpoint = endpointAt(standIn.url, want.selfHosted ? "self-hosted" : "payg");
      const request: Request = requestTo(standIn.url, { endpoint });
      const got = await ask(request, { limits: { backoffMinMs: 1, backoffMaxMs: 2 } });
      assert.equal(got.text, want.text ?? "");
      assert.equal(got.thinking, want.thinking ?? "");
      assert.equal(got.finish, want.finish);
      assert.deepEqual(got.calls, want.calls ?? []);
      if (want.usage || want.finish) assert.deepEqual(got.usage, want.usage);
      if (want.requestId) assert.equal(got.requestId, want.requestId);
      assert.equal(got.retries.length, want.retries ?? 0);
      const { message, ...fields } = want.error ?? {};
      assert.equal(
        got.error === undefined,
        want.error === undefined,
        `unexpected: ${got.error?.kind} ${got.error?.message}`,
      );
      for (const [name, value] of Object.entries(fields))
        assert.equal(got.error?.[name as keyof typeof got.error], value, name);
      if (message) assert.match(got.error?.message ?? "", message);
    });
  }
}
