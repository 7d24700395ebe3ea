// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The frontend's handlers between a fake host and a fake door: raw XML goes in, raw XML is expected.
#pragma once

#include "FakeHost.h"

#include "HandlerSet.h"
#include "stream/ElementReader.h"

#include <QTest>

namespace spectrum::testing
{

class FakeDoor final : public xmpp::Door
{
public:
    void open() override {}
    void close(std::chrono::milliseconds) override { Q_EMIT closed(); }
    void send(const QString &, QByteArray stanza) override { sent += stanza; }
    void dismiss(const QString &bareAddress, const QString &text) override
    {
        dismissed.append(bareAddress + u'|' + text);
    }
    void reload(const Settings &) override {}

    QByteArray sent;
    QStringList dismissed;
};

// A stanza with its attributes in order, so that two spellings of one thing are equal.
inline QString canonical(const xmpp::Element &element,
                         const QString &outerNs = QStringLiteral("jabber:client"))
{
    std::map<QString, QString> attributes;
    for (const auto &attribute : element.attributes())
        attributes[attribute.name] = attribute.value;
    QString text = u'<' + element.name();
    if (element.ns() != outerNs)
        text += QStringLiteral(" xmlns='%1'").arg(element.ns());
    for (const auto &[name, value] : attributes)
        text += QStringLiteral(" %1='%2'").arg(name, value.toHtmlEscaped());
    text += u'>' + element.text().trimmed().toHtmlEscaped();
    for (const xmpp::Element &child : element.children())
        text += canonical(child, element.ns());
    return text + QStringLiteral("</%1>").arg(element.name());
}

inline QStringList parseStanzas(const QByteArray &xml)
{
    xmpp::ElementReader reader;
    reader.feed("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                "version='1.0'>");
    reader.feed(xml);
    QStringList stanzas;
    while (auto item = reader.take()) {
        if (const auto *stanza = std::get_if<xmpp::ElementReader::Stanza>(&*item))
            stanzas.append(canonical(stanza->element));
        else if (const auto *error = std::get_if<xmpp::StreamError>(&*item))
            stanzas.append(QStringLiteral("not XML: %1").arg(QString::fromLatin1(error->condition)));
    }
    return stanzas;
}

class Stage
{
public:
    explicit Stage(xmpp::Mode mode = xmpp::Mode::Gateway) : Stage(optionsFor(mode)) {}
    explicit Stage(xmpp::Options given)
        : options(std::move(given)),
          service{.host = host,
                  .context = context,
                  .options = options,
                  .addresses = xmpp::AddressMap(options.domain, xmpp::AtSign::Escaped),
                  .door = &door},
          handlers(service)
    {
        host.prepareRemoval = [this](const UserId &user) { return handlers.desk().prepareRemoval(user); };
        host.completeRemoval = [this](const UserId &user) { handlers.desk().completeRemoval(user); };
    }

    static xmpp::Options optionsFor(xmpp::Mode mode)
    {
        xmpp::Options options;
        options.mode = mode;
        options.domain = QStringLiteral("irc.example.org");
        options.identityCategory = QStringLiteral("gateway");
        options.identityName = QStringLiteral("Spectrum 2 Transport");
        options.identityType = QStringLiteral("irc");
        options.instructions = QStringLiteral("Enter a nickname.");
        return options;
    }

    void send(const QByteArray &xml)
    {
        xmpp::ElementReader reader;
        reader.feed("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                    "version='1.0'>");
        reader.feed(xml);
        bool isRead = false;
        while (auto item = reader.take()) {
            if (const auto *stanza = std::get_if<xmpp::ElementReader::Stanza>(&*item)) {
                isRead = true;
                handlers.stanzas().handleStanza(stanza->element);
            }
        }
        QVERIFY2(isRead, xml.constData());
    }

    void event(const Event &event, const char *user = "ann@example.org")
    {
        handlers.handleEvent(UserId(QString::fromLatin1(user)), event);
    }

    // Of the questions that the gateway asked since the last time, in order.
    [[nodiscard]] static QList<QByteArray> idsOf(const QByteArray &xml)
    {
        QList<QByteArray> ids;
        xmpp::ElementReader reader;
        reader.feed("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                    "version='1.0'>");
        reader.feed(xml);
        while (auto item = reader.take()) {
            const auto *stanza = std::get_if<xmpp::ElementReader::Stanza>(&*item);
            if (stanza && stanza->element.name() == QLatin1String("iq"))
                ids.append(stanza->element.attribute("id").toUtf8());
        }
        return ids;
    }
    [[nodiscard]] QByteArray sentId() const
    {
        const QList<QByteArray> ids = idsOf(door.sent);
        return ids.isEmpty() ? QByteArray("nothing was asked") : ids.last();
    }

    // Everything that was sent since the last time, compared stanza by stanza.
    void expect(const QByteArray &xml)
    {
        QCOMPARE(parseStanzas(std::exchange(door.sent, {})).join(u'\n'), parseStanzas(xml).join(u'\n'));
    }
    void expectNothing() { expect({}); }
    void forget() { door.sent.clear(); }

    // A user with an account whose session is online.
    void logIn(const char *resource = "home")
    {
        const UserId ann(QStringLiteral("ann@example.org"));
        host.accounts[ann] = Account{.user = ann, .name = QStringLiteral("annie")};
        send(QByteArray("<presence from='ann@example.org/") + resource + "' to='irc.example.org'/>");
        host.states[ann] = SessionState::Online;
        event(StateChanged{.state = SessionState::Connecting});
        event(StateChanged{.state = SessionState::Online, .ownName = QStringLiteral("annie")});
        forget();
    }

    // Both in #qt, with Bob.
    void join(const char *resource = "home")
    {
        send(QByteArray("<presence from='ann@example.org/") + resource +
             "' to='#qt@irc.example.org/annie'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        event(joined());
        forget();
    }

    static RoomJoined joined()
    {
        return {.room = {.id = RoomId(QStringLiteral("#qt")), .subject = QStringLiteral("Qt 6")},
                .ownNickname = QStringLiteral("annie"),
                .participants = {{.nickname = QStringLiteral("annie")},
                                 {.nickname = QStringLiteral("bob"), .role = Role::Moderator}}};
    }

    FakeHost host;
    FakeDoor door;
    QObject context;
    xmpp::Options options;
    xmpp::Service service;
    xmpp::HandlerSet handlers;
};

} // namespace spectrum::testing
