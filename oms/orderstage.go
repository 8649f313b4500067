package oms

// OrderStage is how far an order is on the road: as far as its least advanced
// unit, so that each order is at one stage and counted once.
type OrderStage string

// The stages of an order.
const (
	OrderStageNone      OrderStage = ""          // a draft, canceled, or without a unit left
	OrderStageNew       OrderStage = "new"       // a unit has no stock: unallocated or backordered
	OrderStageAllocated OrderStage = "allocated" // all units have stock; one is not given to its location
	OrderStageReleased  OrderStage = "released"  // one is given to its location and not picked
	OrderStagePicked    OrderStage = "picked"    // one is picked and not packed
	OrderStagePacked    OrderStage = "packed"    // one is packed and not shipped
	OrderStageShipped   OrderStage = "shipped"   // all are shipped; one has not arrived
	OrderStageDelivered OrderStage = "delivered" // all have arrived
)

// OrderStages lists the stages in the order of the road.
func OrderStages() []OrderStage {
	return []OrderStage{OrderStageNew, OrderStageAllocated, OrderStageReleased, OrderStagePicked, OrderStagePacked, OrderStageShipped, OrderStageDelivered}
}

// stage derives how far an order with these units is.
func (l Lifecycle) stage(c Counters) OrderStage {
	switch {
	case l == Draft || l == Canceled || c.Left() == 0:
		return OrderStageNone
	case c.Waiting() > 0:
		return OrderStageNew
	case c.Allocated > 0:
		return OrderStageAllocated
	case c.Released > 0:
		return OrderStageReleased
	case c.Picked > 0:
		return OrderStagePicked
	case c.Packed > 0:
		return OrderStagePacked
	case c.Delivered < c.Left():
		return OrderStageShipped
	}
	return OrderStageDelivered
}

// ExpectStock sets the stage that a new order has once its units have found
// stock, which most do. So an order is written once: it is written before its
// units are allocated, and only one that is disappointed is corrected.
func (o *Order) ExpectStock() {
	if o.Stage != OrderStageNew || o.Blocking(BlockAllocate, 0, "") != nil {
		return
	}
	for _, l := range o.Units() {
		if l.SKUID == "" {
			return
		}
	}
	o.Stage = OrderStageAllocated
}
