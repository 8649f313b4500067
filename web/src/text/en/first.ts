import { home } from "./home";
import { orders } from "./orders";
import { shell } from "./shell";
import { status } from "./status";

/** The texts of a first visit: the frame, Home and the list of orders. */
export const first = { ...home, ...orders, ...shell, ...status };
