import { randomToken } from "../random-token.ts";

/** What an ingest key looks like: 256 random bits behind a prefix, by which one is recognised wherever it turns up. */
export const ingestKeyShape = /^csk_[\w-]{43}$/;

export const newIngestKey = () => `csk_${randomToken()}`;
