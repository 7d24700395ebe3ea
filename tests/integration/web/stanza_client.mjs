// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The package stanza, led by orders on its standard input; what happens is told on its standard output. Both are lines
// of JSON.
import { createInterface } from "node:readline";

import { createClient } from "stanza";

let xmpp;

function tell(event, facts) {
  process.stdout.write(JSON.stringify({ event, ...facts }) + "\n");
}

// The package says nowhere else why there is no connection.
console.error = (trouble) => tell("error", { reason: trouble.error?.code ?? trouble.message ?? String(trouble) });

function tellMessage({ from, type, body }) {
  if (body) tell("message", { from, type, body });
}

function tellPresence({ from, type, muc }) {
  tell("presence", { from, type: type ?? "available", codes: muc?.statusCodes ?? [] });
}

function logIn({ service, domain, username, password }) {
  xmpp = createClient({
    jid: `${username}@${domain}`,
    password,
    resource: "node",
    transports: { websocket: service, bosh: false },
    autoReconnect: true,
    maxReconnectBackoff: 0.1,
  });
  xmpp.on("auth:failed", () => tell("error", { reason: "not-authorized" }));
  xmpp.on("session:started", () => tell("online", { address: xmpp.jid }));
  xmpp.on("stream:management:resumed", () => tell("resumed", {}));
  xmpp.on("disconnected", () => tell("disconnected", {}));
  xmpp.on("message", tellMessage);
  xmpp.on("presence", tellPresence);
  xmpp.on("muc:topic", ({ from, topic }) => tell("subject", { from, subject: topic }));
  xmpp.connect();
}

async function readArchive({ contact, after }) {
  const page = await xmpp.searchHistory({ with: contact, paging: { max: 50, after } });
  const bodies = page.results.map((result) => result.item.message.body);
  tell("archive", { bodies, names: page.results.map((result) => result.id), complete: page.complete });
}

async function readContacts() {
  const roster = await xmpp.getRoster();
  tell("contacts", { contacts: roster.items.map((item) => item.jid) });
}

const orders = {
  logIn,
  readArchive,
  readContacts,
  beThere: () => xmpp.sendPresence(),
  chat: ({ to, body }) => xmpp.sendMessage({ to, body, type: "chat" }),
  say: ({ to, body }) => xmpp.sendMessage({ to, body, type: "groupchat" }),
  join: ({ room, nick }) => xmpp.joinRoom(room, nick),
  leave: ({ room, nick }) => xmpp.leaveRoom(room, nick),
  logOut: async () => {
    await xmpp.disconnect();
    tell("offline", {});
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { order, ...details } = JSON.parse(line);
  try {
    await orders[order](details);
  } catch (error) {
    tell("failed", { order, reason: error.condition ?? error.error?.condition ?? error.message });
  }
}
process.exit(0);
