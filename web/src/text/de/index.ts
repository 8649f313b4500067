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
 * The texts in German. One English word is one German word everywhere: the nouns
 * are in docs/glossary.md; and carrier is Versanddienst, tag Schlagwort (a Tag is
 * a day), rate card Tarif, replay Nachspielen, bulk change Massenänderung;
 * allocate zuteilen, release freigeben, approve genehmigen, pick kommissionieren,
 * save speichern, fail scheitern. Readers are addressed by neither Sie nor du.
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
