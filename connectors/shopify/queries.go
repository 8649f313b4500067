package shopify

// The documents that this package sends, and no others. A test checks each
// against the vendor's schema.
var (
	pingQuery = operation{"Ping", `
query Ping {
  shop { id }
  currentAppInstallation { accessScopes { handle } }
}`}

	ordersQuery = operation{"Orders", `
query Orders($first: Int!, $after: String, $filter: String, $lines: Int!) {
  orders(first: $first, after: $after, sortKey: UPDATED_AT, query: $filter) {
    nodes { ...Order }
    pageInfo { hasNextPage endCursor }
  }
}` + orderFragment + lineFragment + shippingFragment + addressFragment + moneyFragment}

	linesQuery = operation{"OrderLines", `
query OrderLines($id: ID!, $first: Int!, $after: String) {
  order(id: $id) {
    lineItems(first: $first, after: $after) { nodes { ...Line } pageInfo { hasNextPage endCursor } }
  }
}` + lineFragment + moneyFragment}

	shippingQuery = operation{"OrderShipping", `
query OrderShipping($id: ID!, $first: Int!, $after: String) {
  order(id: $id) {
    shippingLines(first: $first, after: $after) { nodes { ...Shipping } pageInfo { hasNextPage endCursor } }
  }
}` + shippingFragment + moneyFragment}

	hooksQuery = operation{"Hooks", `
query Hooks($topics: [WebhookSubscriptionTopic!], $after: String) {
  webhookSubscriptions(first: 100, topics: $topics, after: $after) {
    nodes { id topic uri }
    pageInfo { hasNextPage endCursor }
  }
}`}

	hookMutation = operation{"Hook", `
mutation Hook($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri, format: JSON }) {
    webhookSubscription { id }
    userErrors { field message }
  }
}`}

	locationQuery = operation{"Location", `
query Location {
  location { id }
}`}

	variantsQuery = operation{"Variants", `
query Variants($filter: String!, $first: Int!, $after: String, $location: ID!) {
  productVariants(first: $first, after: $after, query: $filter) {
    nodes {
      legacyResourceId sku
      inventoryItem { id inventoryLevel(locationId: $location) { quantities(names: ["available"]) { quantity } } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`}

	stockMutation = operation{"SetStock", `
mutation SetStock($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) { userErrors { code field message } }
}`}

	toldQuery = operation{"Fulfillments", `
query Fulfillments($id: ID!) {
  order(id: $id) {
    fulfillments(first: 20) {
      legacyResourceId status
      trackingInfo(first: 20) { number }
      fulfillmentLineItems(first: 20) { nodes { quantity lineItem { id } } pageInfo { hasNextPage endCursor } }
    }
  }
}`}

	jobsQuery = operation{"FulfillmentOrders", `
query FulfillmentOrders($id: ID!, $after: String) {
  order(id: $id) {
    fulfillmentOrders(first: 10, after: $after) {
      nodes { id status assignedLocation { location { id } } lineItems(first: 40) { ...JobLines } }
      pageInfo { hasNextPage endCursor }
    }
  }
}` + jobLinesFragment}

	jobLinesQuery = operation{"FulfillmentOrderLines", `
query FulfillmentOrderLines($id: ID!, $first: Int!, $after: String) {
  fulfillmentOrder(id: $id) { lineItems(first: $first, after: $after) { ...JobLines } }
}` + jobLinesFragment}

	fulfillMutation = operation{"Fulfill", `
mutation Fulfill($fulfillment: FulfillmentInput!, $key: String!) {
  fulfillmentCreate(fulfillment: $fulfillment) @idempotent(key: $key) { fulfillment { legacyResourceId } userErrors { field message } }
}`}

	canceledQuery = operation{"Canceled", `
query Canceled($id: ID!) {
  order(id: $id) { cancelledAt }
}`}

	cancelMutation = operation{"Cancel", `
mutation Cancel($id: ID!, $note: String) {
  orderCancel(orderId: $id, reason: OTHER, restock: false, notifyCustomer: false, staffNote: $note) { orderCancelUserErrors { field message } }
}`}

	operations = []operation{pingQuery, ordersQuery, linesQuery, shippingQuery, hooksQuery, hookMutation, locationQuery, variantsQuery, stockMutation,
		toldQuery, jobsQuery, jobLinesQuery, fulfillMutation, canceledQuery, cancelMutation}
)

const jobLinesFragment = `
fragment JobLines on FulfillmentOrderLineItemConnection {
  nodes { id remainingQuantity lineItem { id } }
  pageInfo { hasNextPage endCursor }
}`

const orderFragment = `
fragment Order on Order {
  id legacyResourceId name createdAt processedAt updatedAt cancelledAt cancelReason closedAt
  currencyCode presentmentCurrencyCode taxesIncluded test confirmationNumber poNumber sourceName customerLocale
  email phone note tags discountCodes paymentGatewayNames
  displayFinancialStatus displayFulfillmentStatus
  customAttributes { key value }
  customer { legacyResourceId firstName lastName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } }
  shippingAddress { ...Address }
  billingAddress { ...Address }
  lineItems(first: $lines) { nodes { ...Line } pageInfo { hasNextPage endCursor } }
  shippingLines(first: 3) { nodes { ...Shipping } pageInfo { hasNextPage endCursor } }
  taxLines { title rate priceSet { ...Money } }
  totalPriceSet { ...Money }
  currentTotalPriceSet { ...Money }
  totalDiscountsSet { ...Money }
  totalTaxSet { ...Money }
  totalOutstandingSet { ...Money }
  totalRefundedSet { ...Money }
  totalTipReceivedSet { ...Money }
  originalTotalDutiesSet { ...Money }
  originalTotalAdditionalFeesSet { ...Money }
  transactions(first: 10) { id kind status gateway paymentId processedAt amountSet { ...Money } }
}`

const lineFragment = `
fragment Line on LineItem {
  id name title variantTitle vendor sku quantity currentQuantity requiresShipping isGiftCard taxable
  variant { legacyResourceId }
  product { legacyResourceId }
  originalUnitPriceSet { ...Money }
  discountAllocations { allocatedAmountSet { ...Money } }
  taxLines { title rate priceSet { ...Money } }
  customAttributes { key value }
}`

const shippingFragment = `
fragment Shipping on ShippingLine {
  title code source
  originalPriceSet { ...Money }
  discountedPriceSet { ...Money }
  discountAllocations { allocatedAmountSet { ...Money } }
  taxLines { title rate priceSet { ...Money } }
}`

const addressFragment = `
fragment Address on MailingAddress {
  name firstName lastName company address1 address2 city province provinceCode zip country countryCodeV2 phone latitude longitude
}`

const moneyFragment = `
fragment Money on MoneyBag { shopMoney { amount currencyCode } }`
