// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A stage in server mode with Ann's client "home" on it, for the handlers of an own server.
#pragma once

#include "Stage.h"

namespace spectrum::testing
{

// Keeps what it gets and finds all of it, whatever was asked for.
class FakeArchive final : public Archive
{
public:
    qint64 append(const UserId &user, const QString &partner, const QByteArray &content) override
    {
        entries.append({1'767'225'600'000'000 + entries.size(), partner, content});
        users.append(user);
        return entries.last().number;
    }
    QFuture<Result<ArchivePage>> find(const UserId &user, const ArchiveQuery &query) override
    {
        asked.append(query);
        QFutureInterface<Result<ArchivePage>> state;
        state.reportStarted();
        if (failure)
            state.reportResult(Result<ArchivePage>(*failure));
        else if (users.contains(user))
            state.reportResult(Result<ArchivePage>(ArchivePage{entries, entries.size(), entries.size() < 3}));
        else
            state.reportResult(Result<ArchivePage>(ArchivePage{}));
        state.reportFinished();
        return state.future();
    }

    QList<UserId> users;
    QList<ArchiveEntry> entries;
    QList<ArchiveQuery> asked;
    std::optional<Error> failure;
};

class OwnServer final : public Stage
{
public:
    OwnServer() : Stage(xmpp::Mode::Server)
    {
        host.keptArchive = &archive;
        host.states[ann()] = SessionState::Online;
        bind("home");
    }

    static UserId ann() { return UserId(QStringLiteral("ann@irc.example.org")); }

    void bind(const char *resource) { handlers.presence().handleBound(ann(), QString::fromLatin1(resource)); }

    // A request of Ann's client to her account.
    void ask(const char *type, const QByteArray &payload, const char *resource = "home",
             const QByteArray &to = {})
    {
        const QByteArray address = to.isEmpty() ? QByteArray() : " to='" + to + '\'';
        send(QByteArray("<iq id='q' type='") + type + "' from='ann@irc.example.org/" + resource + '\'' +
             address + '>' + payload + "</iq>");
    }
    void expectResult(const QByteArray &payload = {}, const char *resource = "home")
    {
        expect(QByteArray("<iq id='q' type='result' from='ann@irc.example.org' to='ann@irc.example.org/") +
               resource + "'>" + payload + "</iq>");
    }
    // An error as the only answer.
    void expectError(const char *condition)
    {
        const QStringList told = parseStanzas(std::exchange(door.sent, {}));
        QCOMPARE(told.size(), 1);
        QVERIFY2(told[0].contains(QLatin1String("type='error'")) &&
                     told[0].contains(u'<' + QLatin1String(condition) + u' '),
                 qPrintable(told[0]));
    }
    void event(const Event &happened) { Stage::event(happened, "ann@irc.example.org"); }

    FakeArchive archive;
};

} // namespace spectrum::testing
