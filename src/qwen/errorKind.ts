// Which kind an error of the service is, by its code, its words and its HTTP status, in this order.
import type { ErrorBody } from "./errorBody.ts";
import type { ErrorKind } from "./errors.ts";

type Rule = readonly [RegExp, ErrorKind];

/**
 * Codes come in two spellings, native ("Throttling.RateQuota") and compatible ("limit_requests"); they are compared
 * lower-cased. `type` is tried where `code` says nothing.
 */
const byCode: readonly Rule[] = [
  [/^(arrearage|commoditynotpurchased|prepaidbilloverdue|postpaidbilloverdue|budgetlimitexceeded)$/, "account"],
  [/freetieronly/, "freeTier"],
  [/^(data_?inspection_?failed)$/, "inspectionInput"],
  [/^(invalid_?api_?key|unauthorized|authentication_error)$/, "key"],
  [/^(model_?not_?found|model_?not_?supported|notfounderror|not_found_error)$/, "modelMissing"],
  [/^((model|workspace)\.)?access_?denied(\.unpurchased)?$/, "modelAccess"],
  [/^(exceed_context_size_error|context_length_exceeded)$/, "tooLong"],
  [/^(insufficient_quota|throttling\.allocationquota)$/, "tokenLimit"],
  [
    /^(limit_requests|limitrequests|limit_burst_rate|throttling(\.ratequota|\.burstrate|\.concurrency)?|rate_limit_.*)$/,
    "rateLimit",
  ],
  [
    /^(serviceoverloaded|resourceexhausted|modelservingerror|modelunavailable|serviceunavailable|unavailable_error|overloaded_error)$/,
    "overloaded",
  ],
  [/^(requesttimeout|internalerror\.timeout|gatewaytimeout.*|request_timeout)$/, "serverTimeout"],
  [
    /^(internal_error|internalerror(\.algo)?|systemerror|modelservicefailed|api_error|server_error|internalservererror)$/,
    "server",
  ],
  [/^(invalid_?parameter.*|invalid_request_error|badrequesterror)$/, "parameter"],
];

/** Words that say more than the code: several codes stand for more than one thing. */
const byWords: readonly Rule[] = [
  [/(hour|week|month|day)(ly)?\s+allocated quota|(hour|week|month)\s+quota/, "planWindow"],
  [/free allocated quota|free tier|free quota/, "freeTier"],
  [/output (text |image )?data may contain/, "inspectionOutput"],
  [/input (text |image )?data may contain|inappropriate content/, "inspectionInput"],
  [/thinking_budget\D*\d/, "thinkingBudget"],
  [/(does not|not) support.*enable_search|enable_search.*not support/, "search"],
  [
    /range of input length|maximum context length|context size|context length|prompt is too long|input is too long|exceeds? the (model's )?context/,
    "tooLong",
  ],
  [/only available for coding agents/, "clientRefused"],
  [/invalid access token|token expired|invalid api-key(?! provided)/, "keyPlan"],
  [/incorrect api key|not authorized|invalid api[- ]key/, "key"],
  [/good standing|overdue|arrear/, "account"],
  [
    /data-uri item|multimodal file|image length and width|media resource|decode the image|url does not appear|image (url|format|size)|does not support image|image input|image\(s\)|not a multimodal model/,
    "image",
  ],
  [/does not exist or you do not have access|model .* (not found|does not exist)|unsupported model/, "modelMissing"],
  [/model access denied|not eligible/, "modelAccess"],
  [/request rate increased too quickly|requests? (rate )?limit/, "rateLimit"],
  [/allocated quota exceeded|current quota/, "tokenLimit"],
  [/too many requests|capacity limits|overloaded|loading model/, "overloaded"],
  [/proxy authentication/, "proxy"],
];

export function kindOf({ status, code, type, message, isHtml, isFromServer }: ErrorBody): ErrorKind {
  if (status === 407) return "proxy";
  if (isHtml) return kindOfPage(status);
  const words = message.toLowerCase();
  const said = byWords.find(([pattern]) => pattern.test(words))?.[1];
  const coded = kindOfCode(code) ?? kindOfCode(type);
  // Words only refine what the code leaves open: an error about money stays one whatever it quotes.
  if (coded === "account" || coded === "freeTier") return coded;
  if (coded === "inspectionInput") return said === "inspectionOutput" ? said : coded;
  if (coded === "tokenLimit") return said === "planWindow" || said === "freeTier" ? said : coded;
  if (coded === "rateLimit" && said !== "planWindow" && said !== "freeTier") return coded;
  if (coded === "modelMissing" && status !== undefined && status !== 404 && status !== 400) return byStatus(status);
  if (said !== undefined) return said;
  if (coded !== undefined && coded !== "parameter") return coded;
  if (status !== undefined) return coded === "parameter" && status < 401 ? coded : byStatus(status);
  return coded ?? (isFromServer ? "server" : "unknown");
}

const kindOfCode = (code: string | undefined): ErrorKind | undefined =>
  code === undefined ? undefined : byCode.find(([pattern]) => pattern.test(code.toLowerCase()))?.[1];

/** A page is not from the model service, whatever its status; but a gateway's page speaks of the service behind it. */
function kindOfPage(status: number | undefined): ErrorKind {
  if (status === 404) return "wrongPath";
  if (status === 502 || status === 503 || status === 429) return "overloaded";
  if (status === 504) return "serverTimeout";
  return status !== undefined && status >= 500 ? "server" : "notTheService";
}

function byStatus(status: number): ErrorKind {
  switch (status) {
    case 401:
      return "key";
    case 402:
      return "account";
    case 403:
      return "modelAccess";
    case 404:
      return "wrongPath";
    case 405:
      return "wrongPath";
    case 408:
      return "serverTimeout";
    case 413:
      return "tooLong";
    case 429:
      return "rateLimit";
    case 502:
    case 503:
      return "overloaded";
    case 504:
      return "serverTimeout";
    default:
      if (status >= 500) return "server";
      return status >= 400 ? "parameter" : "notTheService";
  }
}
