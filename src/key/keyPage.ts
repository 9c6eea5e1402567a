// Where keys are made: each region and plan has its own console.
import type { Endpoint } from "../qwen/types.ts";

/** None for one's own servers. */
export function keyPage({ kind, region }: Endpoint): string | undefined {
  if (kind === "self-hosted") return undefined;
  if (region === "beijing" || region === "hongkong") {
    const tab = kind === "coding-plan" ? "?tab=coding-plan#/efm/coding-plan-index" : "?tab=model#/api-key";
    return `https://bailian.console.aliyun.com/${tab}`;
  }
  const tab = kind === "coding-plan" ? "?tab=coding-plan" : "?tab=dashboard#/api-key";
  return `https://modelstudio.console.alibabacloud.com/${tab}`;
}
