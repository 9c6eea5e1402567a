// What is around a conversation when it is drawn: model, connection, notices, and the words for errors and money.
import type { ApiKeys } from "../apiKey.ts";
import { errorView } from "../report.ts";
import type { Besides } from "./beside.ts";
import type { Connection } from "./connection.ts";
import type { Dismissed } from "./dismissed.ts";
import type { History } from "./history/history.ts";
import { costView } from "./money.ts";
import { notices } from "./notices.ts";
import type { UsageBook } from "./usage/usage.ts";
import type { Surroundings } from "./view.ts";

export function surroundingsOf(around: {
  readonly history: History;
  readonly keys: ApiKeys;
  readonly connection: Connection;
  readonly dismissed: Dismissed;
  readonly usage: UsageBook;
  readonly besides: Besides;
}): Surroundings {
  const { model, connection, look, search, outgoing } = around.connection;
  const told = [...notices(around.history, around.keys, around.connection), ...around.usage.notices()];
  return {
    model,
    connection,
    search,
    outgoing,
    besides: around.besides.of,
    notices: around.dismissed.without(told),
    silenceLimit: 120,
    look,
    errorView,
    money: costView,
    retryReason: (kind) => errorView({ kind, message: "", host: connection.host }, model.id).cause,
  };
}
