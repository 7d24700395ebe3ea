// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The package @xmpp/client, led by orders on its standard input; what happens is told on its standard output. Both are
// lines of JSON.
import { webcrypto } from "node:crypto";
import { createInterface } from "node:readline";

import { client, xml } from "@xmpp/client";
import WebSocket from "ws";

const ROOM = "http://jabber.org/protocol/muc";
const ARCHIVE = "urn:xmpp:mam:2";
let xmpp;

// What the package expects, and the node of Debian 12 or 13 does not have.
globalThis.crypto ??= webcrypto;
globalThis.WebSocket ??= WebSocket;

process.on("unhandledRejection", ({ message }) => tell("failed", { reason: message }));

function tell(event, facts) {
  process.stdout.write(JSON.stringify({ event, ...facts }) + "\n");
}

function tellMessage(stanza) {
  const { from, type } = stanza.attrs;
  if (stanza.getChild("subject")) tell("subject", { from, subject: stanza.getChildText("subject") });
  if (stanza.getChild("body")) tell("message", { from, type, body: stanza.getChildText("body") });
}

function tellPresence(stanza) {
  const room = stanza.getChild("x", ROOM + "#user");
  const codes = room ? room.getChildren("status").map((status) => status.attrs.code) : [];
  tell("presence", { from: stanza.attrs.from, type: stanza.attrs.type ?? "available", codes });
}

function logIn({ service, domain, username, password }) {
  xmpp = client({ service, domain, username, password, resource: "node" });
  xmpp.reconnect.delay = 100;
  xmpp.on("error", (error) => tell("error", { reason: error.condition ?? error.code ?? error.message }));
  xmpp.on("online", (address) => tell("online", { address: address.toString() }));
  xmpp.on("disconnect", () => tell("disconnected", {}));
  xmpp.streamManagement.on("resumed", () => tell("resumed", {}));
  xmpp.on("stanza", (stanza) => {
    if (stanza.is("message")) tellMessage(stanza);
    if (stanza.is("presence")) tellPresence(stanza);
  });
  // What goes wrong is told by "error" too; a header that comes at once may be taken for none, but the login goes on.
  xmpp.start().catch(() => {});
}

async function readArchive({ contact, after }) {
  const bodies = [];
  const names = [];
  const collect = (stanza) => {
    const result = stanza.getChild("result", ARCHIVE);
    if (!result) return;
    names.push(result.attrs.id);
    bodies.push(result.getChild("forwarded").getChild("message").getChildText("body"));
  };
  const field = (name, value) => xml("field", { var: name }, xml("value", {}, value));
  const page = xml("set", "http://jabber.org/protocol/rsm", xml("max", {}, "50"));
  if (after) page.append(xml("after", {}, after));
  const form = xml("x", { xmlns: "jabber:x:data", type: "submit" },
    xml("field", { var: "FORM_TYPE", type: "hidden" }, xml("value", {}, ARCHIVE)), field("with", contact));
  xmpp.on("stanza", collect);
  const query = xml("query", { xmlns: ARCHIVE, queryid: "read" }, form, page);
  const answer = await xmpp.iqCaller.request(xml("iq", { type: "set" }, query));
  xmpp.removeListener("stanza", collect);
  const complete = answer.getChild("fin", ARCHIVE).attrs.complete === "true";
  tell("archive", { bodies, names, complete });
}

async function readContacts() {
  const answer = await xmpp.iqCaller.get(xml("query", "jabber:iq:roster"));
  tell("contacts", { contacts: answer.getChildren("item").map((item) => item.attrs.jid) });
}

const orders = {
  logIn,
  readArchive,
  readContacts,
  beThere: () => xmpp.send(xml("presence")),
  chat: ({ to, body }) => xmpp.send(xml("message", { to, type: "chat" }, xml("body", {}, body))),
  say: ({ to, body }) => xmpp.send(xml("message", { to, type: "groupchat" }, xml("body", {}, body))),
  join: ({ room, nick }) =>
    xmpp.send(xml("presence", { to: `${room}/${nick}` }, xml("x", ROOM))),
  leave: ({ room, nick }) => xmpp.send(xml("presence", { to: `${room}/${nick}`, type: "unavailable" })),
  logOut: async () => {
    xmpp.reconnect.stop();
    await xmpp.stop();
    tell("offline", {});
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { order, ...details } = JSON.parse(line);
  try {
    await orders[order](details);
  } catch (error) {
    tell("failed", { order, reason: error.condition ?? error.message });
  }
}
process.exit(0);
