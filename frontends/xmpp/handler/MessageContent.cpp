// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "MessageContent.h"

#include "../markup/SafeHtml.h"
#include "../stream/ElementWriter.h"

namespace spectrum::xmpp
{

namespace
{

constexpr QLatin1String actionPrefix("/me ");
constexpr qsizetype maximumLinks = 16;
constexpr qint64 lateAfterSeconds = 10;

std::optional<TypingState> typingOf(const QString &name)
{
    if (name == QLatin1String("composing"))
        return TypingState::Typing;
    if (name == QLatin1String("paused"))
        return TypingState::Paused;
    if (name == QLatin1String("active") || name == QLatin1String("inactive") || name == QLatin1String("gone"))
        return TypingState::Stopped;
    return {};
}

bool isOfOwnServer(const Element &child)
{
    const QString &ns = child.ns();
    // A client says itself that others are to have no copy (XEP-0280 §9).
    if (ns == QLatin1String("urn:xmpp:carbons:2"))
        return child.name() != QLatin1String("private");
    return ns == QLatin1String("urn:xmpp:mam:2") ||
           ns == QLatin1String("http://jabber.org/protocol/pubsub#event") ||
           ns.startsWith(QLatin1String("urn:xmpp:privilege:"));
}

const char *impossibleOf(const Element &child)
{
    const QString &ns = child.ns();
    if (ns == QLatin1String("urn:xmpp:reactions:0"))
        return "Reactions cannot be sent to this network.";
    if (ns.startsWith(QLatin1String("urn:xmpp:message-retract:")) || ns == QLatin1String("urn:xmpp:fasten:0"))
        return "This network cannot take a message back.";
    return nullptr;
}

} // namespace

MessageContent MessageContent::read(const Element &stanza)
{
    MessageContent content;
    // Most messages are a body and nothing else.
    content.body = bodyOf(stanza);
    QString subject;
    for (const Element &child : stanza.children()) {
        if (child.ns() != stanza.ns())
            content.readExtension(child);
        else if (child.name() == QLatin1String("subject"))
            subject = child.text();
    }
    // In a room it is a subject, and nothing that is said.
    if (!subject.isEmpty() && stanza.attribute("type") != QLatin1String("groupchat"))
        content.body = content.body.isEmpty() ? subject : subject + u'\n' + content.body;
    if (content.body.isEmpty() && !content.attachments.isEmpty())
        content.body = content.attachments.first().url.toString();
    if (content.body.startsWith(actionPrefix) && content.kind == MessageKind::Normal) {
        content.kind = MessageKind::Action;
        content.body.remove(0, actionPrefix.size());
        content.html.clear();
    }
    return content;
}

void MessageContent::readExtension(const Element &child)
{
    const QString &ns = child.ns();
    if (ns == QLatin1String("http://jabber.org/protocol/chatstates")) {
        if (!typing)
            typing = typingOf(child.name());
    } else if (child.is(u"request", QLatin1String("urn:xmpp:receipts"))) {
        wantsReceipt = true;
    } else if (child.is(u"attention", QLatin1String("urn:xmpp:attention:0"))) {
        kind = MessageKind::Attention;
    } else if (child.is(u"x", QLatin1String("jabber:x:oob"))) {
        readLink(child);
    } else if (child.is(u"html", QLatin1String("http://jabber.org/protocol/xhtml-im"))) {
        readHtml(child);
    } else if (child.is(u"delay", QLatin1String("urn:xmpp:delay"))) {
        readTime(child);
    } else if (isOfOwnServer(child)) {
        isForged = true;
    } else if (const char *reason = impossibleOf(child)) {
        impossible = reason;
    }
}

void MessageContent::readLink(const Element &link)
{
    const QString address = link.childText(u"url").trimmed();
    if (attachments.size() < maximumLinks && SafeHtml::isSafeAddress(address))
        attachments.append(Attachment{.url = QUrl(address), .name = link.childText(u"desc")});
}

void MessageContent::readHtml(const Element &given)
{
    const Element *formatted = given.child(u"body", QLatin1String("http://www.w3.org/1999/xhtml"));
    if (!formatted || !html.isEmpty())
        return;
    ElementWriter xml;
    xml.element(*formatted);
    const QString whole = QString::fromUtf8(xml.take());
    // Without the tags of the body itself.
    const qsizetype start = whole.indexOf(u'>') + 1;
    const qsizetype end = whole.lastIndexOf(QLatin1String("</body>"));
    if (end > start)
        html = whole.sliced(start, end - start);
}

void MessageContent::readTime(const Element &delay)
{
    const QDateTime said = QDateTime::fromString(delay.attribute("stamp"), Qt::ISODateWithMs).toUTC();
    if (said.isValid() && said.secsTo(QDateTime::currentDateTimeUtc()) >= lateAfterSeconds)
        sentAt = said;
}

QString MessageContent::spokenBody() const
{
    return kind == MessageKind::Action ? actionPrefix + body : body;
}

Message MessageContent::take()
{
    Message message;
    message.kind = kind;
    message.body = std::move(body);
    message.html = std::move(html);
    message.attachments = std::move(attachments);
    message.sentAt = sentAt;
    return message;
}

QString MessageContent::bodyOf(const Element &stanza)
{
    const Element *found = nullptr;
    for (const Element &child : stanza.children()) {
        if (child.name() != QLatin1String("body") || child.ns() != stanza.ns())
            continue;
        if (child.attribute("xml:lang").isEmpty())
            return child.text();
        if (!found)
            found = &child;
    }
    return found ? found->text() : QString();
}

} // namespace spectrum::xmpp
