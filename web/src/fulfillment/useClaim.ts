import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import { useAct, useMay, newKey, type WriteHeaders } from "../act/useAct";
import { api } from "../api/client";
import { workQuery } from "../api/fulfillment";
import type { Claim, FulfillmentOrder, Wave } from "../api/types";
import { waveQuery } from "../api/waves";
import { useEvents } from "../live/context";
import { useNow } from "../parts/now";
import { t } from "../text";
import { claimOn } from "./board";

/** What can be claimed: one fulfillment order, or a wave with all that is picked in it. */
export type Claimable = { id: string; number: string; claim?: Claim; kind: "work" | "wave"; wave?: string };

export const claimableWork = ({ id, number, claim, wave }: FulfillmentOrder): Claimable => ({
  id,
  number,
  claim,
  kind: "work",
  wave: wave?.id,
});

export const claimableWave = ({ id, number, claim }: Wave): Claimable => ({
  id,
  number,
  claim,
  kind: "wave",
});

const claimPath = {
  work: "/api/v1/fulfillment-orders/{id}/claim",
  wave: "/api/v1/waves/{id}/claim",
} as const;
const givePath = {
  work: "/api/v1/fulfillment-orders/{id}/give-back",
  wave: "/api/v1/waves/{id}/give-back",
} as const;

const sendClaim = ({ id, kind }: Claimable, takeOver: boolean, headers: WriteHeaders) =>
  api.POST(claimPath[kind], { params: { path: { id } }, body: { take_over: takeOver }, headers });

/** Claims, takes over and gives back because somebody pressed a button. */
export function useClaimActs(on: Claimable) {
  const { act, busy } = useAct();
  return {
    busy,
    take: (takeOver: boolean) =>
      act({
        call: (headers) => sendClaim(on, takeOver, headers),
        done: t("did.claim", { number: on.number }),
      }),
    giveBack: (then?: () => void) =>
      act({
        call: (headers) => api.POST(givePath[on.kind], { params: { path: { id: on.id } }, headers }),
        done: t("did.giveBack", { number: on.number }),
        then,
      }),
  };
}

const again = 5 * 60_000; // ms

/**
 * Claims what is opened at the station, when nobody has it, and goes on saying
 * so while somebody works here. It is advice: where it can't be said, as
 * without a connection, the work goes on all the same.
 */
export function useClaim(on: Claimable, step: string) {
  const client = useQueryClient();
  const works = useMay()("fulfillment.work");
  const now = useNow();
  const claim = claimOn(on, now);
  const said = useRef(0);
  const { queryKey } = on.kind === "work" ? workQuery(on.id) : waveQuery(on.id);
  const anew = () => void client.invalidateQueries({ queryKey: queryKey.slice(0, 2) });
  const say = useEffectEvent(() => {
    if (!works || (claim && !claim.mine) || Date.now() - said.current < again) return;
    said.current = Date.now();
    sendClaim(on, false, { "Idempotency-Key": newKey() }).then(anew, () => undefined);
  });
  useEffect(() => {
    said.current = 0;
    say();
  }, [on.id, step]);
  useEffect(() => {
    const working = () => say();
    document.addEventListener("keydown", working);
    document.addEventListener("pointerdown", working);
    return () => {
      document.removeEventListener("keydown", working);
      document.removeEventListener("pointerdown", working);
    };
  }, []);
  useEvents((events) => {
    const about = events.some(
      ({ type, subject }) =>
        (subject === on.id || subject === on.wave) && /\.(claimed|given_back|left|dissolved)$/.test(type),
    );
    if (about) anew();
  });
}
