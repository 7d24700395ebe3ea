// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stanzas.h"

namespace spectrum::xmpp::stanzas
{

namespace
{

const char *showOf(Availability availability)
{
    switch (availability) {
    case Availability::Chatty:
        return "chat";
    case Availability::Away:
        return "away";
    case Availability::ExtendedAway:
        return "xa";
    case Availability::Busy:
        return "dnd";
    case Availability::Offline:
    case Availability::Online:
    case Availability::Invisible:
        break;
    }
    return nullptr;
}

bool isGone(Availability availability)
{
    return availability == Availability::Offline || availability == Availability::Invisible;
}

void begin(ElementWriter &xml, const char *kind, const char *type, const QString &from, const QString &to)
{
    xml.open(kind);
    if (type)
        xml.attribute("type", type);
    xml.attribute("from", from);
    xml.attribute("to", to);
}

// XEP-0319.
void writeIdle(ElementWriter &xml, const QDateTime &since)
{
    xml.open("idle", "urn:xmpp:idle:1");
    xml.attribute("since", since.toUTC().toString(Qt::ISODate));
    xml.close();
}

} // namespace

QByteArray iqResult(const QString &from, const QString &to, const QString &id, const QByteArray &payload)
{
    ElementWriter xml;
    begin(xml, "iq", "result", from, to);
    xml.attribute("id", id);
    xml.raw(payload);
    xml.close();
    return xml.take();
}

QByteArray error(const char *kind, const QString &from, const QString &to, const QString &id,
                 const StanzaError &error)
{
    ElementWriter xml;
    begin(xml, kind, "error", from, to);
    if (!id.isEmpty())
        xml.attribute("id", id);
    writeError(xml, error);
    xml.close();
    return xml.take();
}

QByteArray messageError(const QString &from, const QString &to, const QString &id, const QString &body,
                        const StanzaError &error)
{
    ElementWriter xml;
    begin(xml, "message", "error", from, to);
    if (!id.isEmpty())
        xml.attribute("id", id);
    if (!body.isEmpty())
        xml.leaf("body", body);
    writeError(xml, error);
    xml.close();
    return xml.take();
}

QByteArray signal(const char *type, const QString &from, const QString &to)
{
    ElementWriter xml;
    begin(xml, "presence", type, from, to);
    xml.close();
    return xml.take();
}

QByteArray presence(const QString &from, const QString &to, const Presence &presence, const QByteArray &more)
{
    ElementWriter xml;
    begin(xml, "presence", isGone(presence.availability) ? "unavailable" : nullptr, from, to);
    writeAvailability(xml, presence);
    if (!isGone(presence.availability)) {
        if (presence.idleSince.isValid())
            writeIdle(xml, presence.idleSince);
        xml.raw(more);
    }
    xml.close();
    return xml.take();
}

QByteArray chat(const QString &from, const QString &to, const QString &body)
{
    ElementWriter xml;
    begin(xml, "message", "chat", from, to);
    xml.leaf("body", body);
    xml.close();
    return xml.take();
}

void writeAvailability(ElementWriter &xml, const Presence &presence)
{
    if (const char *show = showOf(presence.availability))
        xml.leaf("show", show);
    if (!presence.text.isEmpty())
        xml.leaf("status", presence.text);
}

void writeError(ElementWriter &xml, const StanzaError &error)
{
    constexpr const char *ns = "urn:ietf:params:xml:ns:xmpp-stanzas";
    xml.open("error");
    xml.attribute("type", error.type);
    xml.open(error.condition, ns);
    xml.close();
    if (!error.text.isEmpty()) {
        xml.open("text", ns);
        xml.text(error.text);
        xml.close();
    }
    if (error.detail)
        xml.raw(error.detail);
    xml.close();
}

} // namespace spectrum::xmpp::stanzas
