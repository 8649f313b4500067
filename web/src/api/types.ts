// The API's nouns under short names. This is the only file that knows how the
// generated document spells them.
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type Order = Schemas["Order"];
export type Line = Schemas["Line"];
export type Counters = Schemas["Counters"];
export type FulfillmentOrder = Schemas["FulfillmentOrder"];
export type Hold = Schemas["Hold"];
export type OrderException = Schemas["Exception"];
export type Address = Schemas["Address"];
export type SystemEvent = Schemas["Event"];
export type TimelineEntry = Schemas["Timeline"];
export type Session = Schemas["Session"];
export type Problem = Schemas["Problem"];
export type Transaction = Schemas["Transaction"];
export type Shipment = Schemas["Shipment"];
export type EditInput = Schemas["EditInput"];
export type Level = Schemas["Level"];
export type Sku = Schemas["Sku"];
export type Movement = Schemas["Movement"];
export type MovementInput = Schemas["MovementInput"];
export type Walk = Schemas["Walk"];
export type Location = Schemas["Location"];
export type FileImport = Schemas["Import"];
export type Channel = Schemas["Channel"];
export type Connection = Schemas["Connection"];
export type Driver = Schemas["Driver"];
export type DriverField = Schemas["Field"];
export type Job = Schemas["Job"];
export type Listing = Schemas["Listing"];
export type Customer = Schemas["Customer"];
export type LocationInput = Schemas["LocationInput"];
export type Calendar = Schemas["Calendar"];
export type User = Schemas["User"];
export type Login = Schemas["Login"];
export type Token = Schemas["Token"];
export type Webhook = Schemas["Webhook"];
export type Delivery = Schemas["Delivery"];
export type Attempt = Schemas["Attempt"];
export type SearchHit = Schemas["SearchHit"];
export type SearchResult = Schemas["SearchResult"];
