// A stand-in for the server's API, for work on the pages without a Go build:
//
//   npm run mock          orders that arrive and move, on 127.0.0.1:8080
//   npm run dev           the pages, in another terminal
//
// MOCK_STATE picks what it plays: full (default), empty, failing, signed-out or
// unclaimed (no owner yet). PORT and MOCK_EVERY (milliseconds between events)
// change the rest. It keeps the shape of openapi.json and none of the rules.
import { createServer } from "node:http";
import { Shop } from "./shop.mjs";

const state = process.env.MOCK_STATE ?? "full";
const every = Number(process.env.MOCK_EVERY ?? 800);
const shop = new Shop(state === "full" ? 120 : 0);
const streams = new Set();
let user = null;

const problem = (status, title, detail) => ({ status, body: { type: "about:blank", title, status, detail } });

function session() {
  const mode = state === "signed-out" || state === "unclaimed" ? "live" : "demo";
  return { user, mode, setup_required: state === "unclaimed" && user === null };
}

function answer(method, url, body) {
  const path = url.pathname.replace("/api/v1", "");
  if (path === "/session") return enterOrLeave(method, body);
  if (path === "/setup" && method === "POST") return { status: 201, body: signIn(body) };
  if (session().mode === "live" && user === null) return problem(401, "Unauthorized", "Sign in first.");
  if (state === "failing") return problem(503, "Service Unavailable", "The database is locked.");

  const [, noun, id, part] = path.split("/");
  if (noun === "events")
    return { status: 200, body: shop.eventsAfter(Number(url.searchParams.get("after") ?? 0)) };
  if (noun !== "orders") return problem(404, "Not Found", "There is no such path.");
  if (!id) return { status: 200, body: shop.list(url.searchParams) };
  const order = shop.find(id);
  if (!order) return problem(404, "Not Found", "There is no such order.");
  return { status: 200, body: part === "timeline" ? shop.timeline(id) : order };
}

function enterOrLeave(method, body) {
  if (method === "DELETE") user = null;
  if (method !== "POST") return { status: method === "DELETE" ? 204 : 200, body: session() };
  if (body?.password === "wrong")
    return problem(401, "Unauthorized", "This e-mail and password don't match.");
  return { status: 200, body: signIn(body) };
}

function signIn(body) {
  user = { id: "usr_1", email: body?.email ?? "", name: body?.name ?? "Iris Verbeek", role: "owner" };
  return session();
}

function stream(request, response) {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.write(": hello\n\n");
  const last = Number(request.headers["last-event-id"] ?? Number.POSITIVE_INFINITY);
  shop.eventsAfter(last).items.forEach((event) => send(response, event));
  streams.add(response);
  request.on("close", () => streams.delete(response));
}

function send(response, event) {
  response.write(`id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

async function read(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? undefined : JSON.parse(text);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://localhost");
  const open = session().mode === "demo" || user !== null;
  if (url.pathname === "/api/v1/events/stream" && open) return stream(request, response);
  const { status, body } = answer(request.method, url, await read(request));
  const type = status >= 400 ? "application/problem+json" : "application/json";
  response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" });
  response.end(status === 204 ? undefined : JSON.stringify(body));
});

server.listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => {
  console.log(`mock API, ${state}: http://127.0.0.1:${server.address().port}/api/v1/orders`);
});

if (state === "full") {
  setInterval(
    () => shop.step().forEach((event) => streams.forEach((response) => send(response, event))),
    every,
  ).unref();
}
setInterval(() => streams.forEach((response) => response.write(": alive\n\n")), 15_000).unref();
