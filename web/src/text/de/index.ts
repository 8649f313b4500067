import type { en } from "../en";
import type { Translated } from "../translated";
import { access } from "./access";
import { canary } from "./canary";
import { catalog } from "./catalog";
import { channels } from "./channels";
import { counts } from "./counts";
import { customers } from "./customers";
import { decision } from "./decision";
import { events } from "./events";
import { exceptions } from "./exceptions";
import { fulfillment } from "./fulfillment";
import { help } from "./help";
import { home } from "./home";
import { imports } from "./imports";
import { inventory } from "./inventory";
import { lots } from "./lots";
import { order } from "./order";
import { orders } from "./orders";
import { panels } from "./panels";
import { promises } from "./promises";
import { purchasing } from "./purchasing";
import { rates } from "./rates";
import { returns } from "./returns";
import { routing } from "./routing";
import { said } from "./said";
import { settings } from "./settings";
import { shell } from "./shell";
import { start } from "./start";
import { status } from "./status";
import { transfers } from "./transfers";
import { timeline } from "./timeline";

/**
 * The texts in German. One English noun is one German noun everywhere: order
 * Auftrag, fulfillment order Versandauftrag, hold Sperre, exception Klärfall,
 * location Standort, channel Kanal, shipment Sendung, parcel Paket, return
 * Retoure; allocate zuteilen, release freigeben, pick kommissionieren. Readers
 * are addressed by neither Sie nor du.
 */
export const de: Translated<typeof en> = {
  ...access,
  ...canary,
  ...catalog,
  ...channels,
  ...counts,
  ...customers,
  ...decision,
  ...events,
  ...exceptions,
  ...fulfillment,
  ...help,
  ...home,
  ...imports,
  ...inventory,
  ...lots,
  ...order,
  ...orders,
  ...panels,
  ...promises,
  ...purchasing,
  ...rates,
  ...returns,
  ...routing,
  ...said,
  ...settings,
  ...shell,
  ...start,
  ...status,
  ...transfers,
  ...timeline,
};
