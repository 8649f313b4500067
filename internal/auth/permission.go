package auth

import (
	"slices"

	"github.com/switchyard-oms/switchyard/oms"
)

// The permissions. Reading and changing are apart, and so is what moves money
// or can't be undone.
const (
	OrdersRead      oms.Permission = "orders.read"
	OrdersWrite     oms.Permission = "orders.write"
	OrdersCancel    oms.Permission = "orders.cancel"
	FulfillmentWork oms.Permission = "fulfillment.work"
	MoneyRecord     oms.Permission = "money.record"
	MoneyRefund     oms.Permission = "money.refund"
	ReturnsRead     oms.Permission = "returns.read"
	ReturnsWrite    oms.Permission = "returns.write"
	ReturnsWork     oms.Permission = "returns.work"
	ExceptionsWork  oms.Permission = "exceptions.work"
	CustomersRead   oms.Permission = "customers.read"
	CustomersWrite  oms.Permission = "customers.write"
	StockRead       oms.Permission = "stock.read"
	StockReserve    oms.Permission = "stock.reserve"
	StockWrite      oms.Permission = "stock.write"
	CountsManage    oms.Permission = "counts.manage"
	PurchasingRead  oms.Permission = "purchasing.read"
	PurchasingWrite oms.Permission = "purchasing.write"
	CatalogRead     oms.Permission = "catalog.read"
	CatalogWrite    oms.Permission = "catalog.write"
	LocationsRead   oms.Permission = "locations.read"
	LocationsWrite  oms.Permission = "locations.write"
	ChannelsRead    oms.Permission = "channels.read"
	ChannelsWrite   oms.Permission = "channels.write"
	RoutingRead     oms.Permission = "routing.read"
	RoutingWrite    oms.Permission = "routing.write"
	ViewsShare      oms.Permission = "views.share"
	ReportsRead     oms.Permission = "reports.read"
	EventsRead      oms.Permission = "events.read"
	JobsManage      oms.Permission = "jobs.manage"
	WebhooksManage  oms.Permission = "webhooks.manage"
	SettingsRead    oms.Permission = "settings.read"
	SettingsWrite   oms.Permission = "settings.write"
	UsersManage     oms.Permission = "users.manage"
	TokensManage    oms.Permission = "tokens.manage"
	AuditRead       oms.Permission = "audit.read"
)

// Grant is a row of the table of permissions: what it allows, and which roles
// have it.
type Grant struct {
	Permission oms.Permission
	Allows     string // in the words of the documentation
	Roles      []oms.Role
}

const (
	owner     = oms.RoleOwner
	operator  = oms.RoleOperator
	warehouse = oms.RoleWarehouse
	support   = oms.RoleSupport
	readOnly  = oms.RoleReadOnly
)

// Permissions is the one table of who may do what. docs/roles.md is made of it.
var Permissions = []Grant{
	{OrdersRead, "see orders, their timelines, holds, fulfillment orders, shipments and documents", []oms.Role{owner, operator, warehouse, support, readOnly}},
	{OrdersWrite, "capture, import, edit, confirm, tag, hold and release orders", []oms.Role{owner, operator, support}},
	{OrdersCancel, "cancel orders and lines", []oms.Role{owner, operator, support}},
	{FulfillmentWork, "release, claim, pick (alone or in waves), pack, label, ship and move fulfillment orders, and mark them delivered", []oms.Role{owner, operator, warehouse}},
	{MoneyRecord, "record payments that were made elsewhere", []oms.Role{owner, operator, support}},
	{MoneyRefund, "give money back", []oms.Role{owner, operator, support}},
	{ReturnsRead, "see returns and how the shop takes them", []oms.Role{owner, operator, warehouse, support, readOnly}},
	{ReturnsWrite, "request, approve, decline and cancel returns; what the policy refunds by itself is refunded", []oms.Role{owner, operator, support}},
	{ReturnsWork, "receive and inspect returns; what the policy refunds by itself is refunded", []oms.Role{owner, operator, warehouse}},
	{ExceptionsWork, "take, resolve and dismiss exceptions", []oms.Role{owner, operator, warehouse, support}},
	{CustomersRead, "see customers", []oms.Role{owner, operator, support, readOnly}},
	{CustomersWrite, "edit customers", []oms.Role{owner, operator, support}},
	{StockRead, "see stock, movements, transfers, reservations, counts and what is expected", []oms.Role{owner, operator, warehouse, support, readOnly}},
	{StockReserve, "ask when a basket would arrive, reserve stock for a checkout and give it back", []oms.Role{owner, operator, support}},
	{StockWrite, "receive, adjust, transfer and count stock, and receive purchase orders", []oms.Role{owner, operator, warehouse}},
	{CountsManage, "plan counts with their tolerance, approve, recount and reject variances, and call counts off", []oms.Role{owner, operator}},
	{PurchasingRead, "see suppliers, purchase orders and what they cost", []oms.Role{owner, operator, warehouse, readOnly}},
	{PurchasingWrite, "create and edit suppliers and purchase orders, order and cancel them", []oms.Role{owner, operator}},
	{CatalogRead, "see SKUs, bundles and listings", []oms.Role{owner, operator, warehouse, support, readOnly}},
	{CatalogWrite, "create, edit and import SKUs, bundles and listings", []oms.Role{owner, operator}},
	{LocationsRead, "see locations and their calendars, and how long carriers take", []oms.Role{owner, operator, warehouse, support, readOnly}},
	{LocationsWrite, "create and edit locations, and how long carriers take", []oms.Role{owner, operator}},
	{ChannelsRead, "see channels and connections, without their secrets", []oms.Role{owner, operator, warehouse, support, readOnly}},
	{ChannelsWrite, "connect channels and carriers, and edit them", []oms.Role{owner, operator}},
	{RoutingRead, "see the routing policy and its versions, test it, and see replays", []oms.Role{owner, operator, warehouse, support, readOnly}},
	{RoutingWrite, "draft, replay, try on a share of the orders, publish and roll back the routing policy, and re-optimize open orders", []oms.Role{owner, operator}},
	{ViewsShare, "make, change and delete the saved views that everybody sees", []oms.Role{owner, operator}},
	{ReportsRead, "see reports", []oms.Role{owner, operator, support, readOnly}},
	{EventsRead, "follow the log of events, those about access apart", []oms.Role{owner, operator, warehouse, support, readOnly}},
	{JobsManage, "see the job queue; edit, replay and drop dead letters", []oms.Role{owner, operator}},
	{WebhooksManage, "send events to other systems, and replay deliveries", []oms.Role{owner}},
	{SettingsRead, "see settings", []oms.Role{owner, operator, warehouse, support, readOnly}},
	{SettingsWrite, "change settings", []oms.Role{owner}},
	{UsersManage, "invite, change and deactivate users, and end their sessions", []oms.Role{owner}},
	{TokensManage, "make and revoke API tokens", []oms.Role{owner}},
	{AuditRead, "see events about users, sessions and tokens, and who changed what", []oms.Role{owner}},
}

// granted is Permissions by role, for asking.
var granted = func() map[oms.Role]map[oms.Permission]bool {
	m := map[oms.Role]map[oms.Permission]bool{}
	for _, g := range Permissions {
		for _, r := range g.Roles {
			if m[r] == nil {
				m[r] = map[oms.Permission]bool{}
			}
			m[r][g.Permission] = true
		}
	}
	return m
}()

// Of lists what a role with these scopes may do, in the order of the table.
// Scopes narrow a role and never widen it; none leave the role as it is.
func Of(role oms.Role, scopes []oms.Permission) []oms.Permission {
	var list []oms.Permission
	for _, g := range Permissions {
		if may(role, scopes, g.Permission) {
			list = append(list, g.Permission)
		}
	}
	return list
}

func may(role oms.Role, scopes []oms.Permission, perm oms.Permission) bool {
	return granted[role][perm] && (len(scopes) == 0 || slices.Contains(scopes, perm))
}

func knownRole(r oms.Role) bool { return slices.Contains(oms.Roles, r) }

func knownPermission(p oms.Permission) bool { return granted[owner][p] }
