import { queryOptions } from "@tanstack/react-query";
import type { WriteHeaders } from "../act/useAct";
import { api } from "./client";
import { unwrap } from "./problem";
import type { FileImport } from "./types";

/** What the rows of a file may be. */
export type ImportKind = FileImport["kind"];

/** A file as it was chosen: read at once, so that what is checked is what is imported. */
export type ChosenFile = {
  kind: ImportKind;
  name: string;
  bytes: ArrayBuffer;
  options: ImportOptions;
  /** The channel of its orders when there is none yet: it is made first. */
  newChannel?: NewChannel;
};

/** How a file is to be read. Files of orders need a channel; location is where stock is whose rows name none. */
export type ImportOptions = {
  channel?: string;
  timezone?: string;
  create_skus?: boolean;
  location?: string;
};

/** What the first channel is made of. */
export type NewChannel = { code: string; name: string };

const longestName = 300;

/** Sends a file; a dry run only says what would become of it. */
export async function startImport(file: ChosenFile, dryRun: boolean, headers: WriteHeaders) {
  const { kind, name, bytes, options, newChannel } = file;
  if (newChannel) {
    // The same channel again is the one that is there: it needs no key of its own.
    const made = await api.POST("/api/v1/channels", { body: newChannel });
    if (made.error) return made;
  }
  return api.POST("/api/v1/imports", {
    params: {
      query: {
        kind,
        name: name.slice(0, longestName),
        options: JSON.stringify({ ...options, dry_run: dryRun }),
      },
    },
    // The document knows a body of bytes only as a text.
    body: bytes as unknown as string,
    bodySerializer: (body: unknown) => body as ArrayBuffer,
    headers: { ...headers, "Content-Type": "application/octet-stream" },
  });
}

const askAgain = 400; // ms, while it runs

/** One import and how far it is. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", id],
    queryFn: ({ signal }) =>
      unwrap<FileImport>(api.GET("/api/v1/imports/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && !state.data.finished_at ? askAgain : false),
  });
