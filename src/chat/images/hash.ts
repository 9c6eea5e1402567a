// The name of an image: kept once, however often it is attached, and known to be whole.
import { createHash } from "node:crypto";

export const imageHash = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");
