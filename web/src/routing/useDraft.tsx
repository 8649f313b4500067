import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { createContext, useContext, useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { newKey, useMay } from "../act/useAct";
import { api } from "../api/client";
import { ApiError, unwrap } from "../api/problem";
import { routingDraftQuery } from "../api/routing";
import type { RoutingDraft, RoutingPolicy } from "../api/types";
import { t } from "../text";

const afterEdit = 400; // ms; a pause in typing

/** What somebody has changed and the server does not have yet. */
type Edit = {
  policy: RoutingPolicy;
  note: string;
  /** The revision of the draft that it began with. */
  revision: number;
};

/** The draft as it is on the screen. */
export type Desk = {
  draft: RoutingDraft;
  /** The policy with what was typed last. */
  policy: RoutingPolicy;
  note: string;
  /** Whether the server has everything. */
  saved: boolean;
  /** Why it does not, when a save was refused. */
  error: unknown;
  mayWrite: boolean;
  change: (policy: RoutingPolicy) => void;
  annotate: (note: string) => void;
  /** Takes the last change of the policy back; undefined when there is none. */
  undo?: () => void;
  retry: () => void;
  /** Gives one's own changes up for what the server has. */
  takeTheirs: () => void;
  /** Saves over what somebody else has saved meanwhile. */
  keepMine: () => void;
  /** Forgets the draft: the live policy is where the next one begins. */
  drop: () => Promise<void>;
};

const DeskContext = createContext<Desk | null>(null);

/** The draft that the pages of the studio work on. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("useDesk is for pages of the studio");
  return desk;
}

/** Keeps the draft on the server while it is edited. */
export function DeskProvider({ draft, children }: { draft: RoutingDraft; children: ReactNode }) {
  const client = useQueryClient();
  const mayWrite = useMay()("routing.write");
  const [edit, setEdit] = useState<Edit | null>(null);
  const [past, setPast] = useState<RoutingPolicy[]>([]);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const policy = edit?.policy ?? draft.policy;
  const note = edit?.note ?? draft.note;
  const revision = edit?.revision ?? draft.revision;

  async function save(what: Edit, over?: boolean) {
    setSaving(true);
    try {
      const header = { "If-Match": over ? "*" : `"${what.revision}"` };
      const call = api.PUT("/api/v1/routing/draft", {
        params: { header },
        body: { base: draft.base, note: what.note, policy: what.policy },
        headers: { "Idempotency-Key": newKey() },
      });
      const kept = await unwrap(call);
      client.setQueryData(routingDraftQuery.queryKey, kept);
      setError(null);
      setEdit((now) => (now === what || now === null ? null : { ...now, revision: kept.revision }));
    } catch (cause) {
      setError(cause);
    } finally {
      setSaving(false);
    }
  }

  const send = useEffectEvent(() => edit && void save(edit));
  const waits = edit !== null && !saving && !error;
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(send, afterEdit);
    return () => clearTimeout(timer);
  }, [waits, edit]);

  const leave = (next: { pathname: string }) => edit !== null && !next.pathname.startsWith("/routing");
  useBlocker({
    shouldBlockFn: ({ next }) => leave(next) && !window.confirm(t("routing.leave")),
    enableBeforeUnload: () => edit !== null,
  });

  const change = (next: RoutingPolicy) => {
    setPast([...past, policy].slice(-50));
    setError(null);
    setEdit({ policy: next, note, revision });
  };
  const undo = () => {
    setEdit({ policy: past.at(-1)!, note, revision });
    setPast(past.slice(0, -1));
  };
  async function drop() {
    await unwrap(api.DELETE("/api/v1/routing/draft", { headers: { "Idempotency-Key": newKey() } }));
    setEdit(null);
    setPast([]);
    setError(null);
    await client.invalidateQueries({ queryKey: ["routing"] });
  }
  const desk: Desk = {
    draft,
    policy,
    note,
    saved: edit === null,
    error,
    mayWrite,
    change,
    annotate: (next) => {
      setError(null);
      setEdit({ policy, note: next, revision });
    },
    undo: past.length > 0 ? undo : undefined,
    retry: () => setError(null),
    takeTheirs: () => {
      setEdit(null);
      setPast([]);
      setError(null);
      void client.invalidateQueries({ queryKey: routingDraftQuery.queryKey });
    },
    keepMine: () => edit && void save(edit, true),
    drop,
  };
  return <DeskContext value={desk}>{children}</DeskContext>;
}

/** Whether somebody else has saved the draft meanwhile. */
export const overtaken = (error: unknown) => error instanceof ApiError && error.status === 412;

/** The draft as the server has it. */
export const useDraft = () => useQuery({ ...routingDraftQuery, refetchOnWindowFocus: false });
