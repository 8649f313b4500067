import { useQueryClient } from "@tanstack/react-query";
import { newKey, useAct, type WriteHeaders } from "../act/useAct";
import { workQuery } from "../api/fulfillment";
import type { unwrap } from "../api/problem";
import type { FulfillmentOrder, Order } from "../api/types";
import { workVerbsOf } from "../order/allowed";
import { sending, type Session } from "./session";
import { forgetSession } from "./useSession";

type Answer = Parameters<typeof unwrap<Order>>[0];

type Confirmation = {
  session: Session;
  keep: (session: Session) => void;
  body: unknown;
  call: (headers: WriteHeaders) => Answer;
  done: string;
  then?: () => void;
};

/** Does something to a fulfillment order and shows at once what became of it. */
export function useWorkAct(work: FulfillmentOrder) {
  const client = useQueryClient();
  const { act, busy } = useAct();
  function show(order: Order) {
    const now = order.fulfillment_orders.find((one) => one.id === work.id);
    const shipments = order.shipments.filter((one) => one.fulfillment_order_id === work.id);
    if (now) {
      const of = work.order && { ...work.order, shipments };
      const same = workVerbsOf(now)[0] === workVerbsOf(work)[0]; // a claim ends with the step
      const claim = same ? work.claim : undefined;
      client.setQueryData(workQuery(work.id).queryKey, { ...now, order: of, wave: work.wave, claim });
    }
  }
  return {
    busy,
    /** Does what needs nothing from the scans. */
    run(call: (headers: WriteHeaders) => Answer, done: string, then?: (order: Order) => void) {
      act<Order>({ call, done, then: (order) => (show(order), then?.(order)) });
    },
    /**
     * Confirms the scans. The key is kept with them, so that confirming again
     * after a lost answer, even after a reload, does it once.
     */
    confirm({ session, keep, body, call, done, then }: Confirmation) {
      const next = sending(session, body, newKey);
      keep(next);
      act<Order>({
        call: () => call({ "Idempotency-Key": next.sent.key }),
        done,
        then: (order) => {
          forgetSession(work.id);
          show(order);
          then?.();
        },
      });
    },
  };
}
