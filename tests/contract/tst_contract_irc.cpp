// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "IrcNetwork.h"

#include <spectrum/testing/RoomContract.h>
#include <support/irc/IrcFixture.h>

#include <QtTest>

using namespace spectrum;

namespace
{

Result<irc::Options> readOptions(quint16 port)
{
    return irc::Options::read(spectrum::testing::ircSettings(port));
}

class IrcSide final : public spectrum::testing::OtherSideWithRooms
{
public:
    IrcSide() : m_network(readOptions(m_server.port()).value(), m_host)
    {
        m_server.setPassword("right");
        m_server.setISupport("CASEMAPPING=rfc1459 CHANTYPES=#& PREFIX=(ov)@+ NICKLEN=30 SILENCE=20");
    }

    Network &network() override { return m_network; }
    void passTime(std::chrono::milliseconds time) override { m_host.advance(time); }
    void cut() override { m_server.cut(); }

    Account account() override { return spectrum::testing::ircAccount("right"); }
    std::optional<Account> refusedAccount() override { return spectrum::testing::ircAccount("wrong"); }

    ContactId peer() override { return ContactId(QStringLiteral("peer")); }
    void say(const QString &body) override
    {
        if (!m_server.isSilenced("peer"))
            sendLines("peer", m_server.nickname(), body);
    }
    QStringList heard() override { return decoded(m_server.textsTo("peer")); }

    RoomId room() override { return RoomId(QStringLiteral("#room")); }
    QString personInRoom() override { return QStringLiteral("person"); }
    RoomId refusedRoom() override { return RoomId(QStringLiteral("#banned")); }
    void sayInRoom(const QString &body) override { sendLines("person", "#room", body); }
    QStringList heardInRoom() override { return decoded(m_server.textsTo("#room")); }

private:
    // As another client would: no more than 100 characters a line.
    void sendLines(const QByteArray &from, const QByteArray &target, const QString &body)
    {
        for (const QString &line : body.split(u'\n', Qt::SkipEmptyParts)) {
            for (qsizetype at = 0; at < line.size(); at += 100)
                m_server.send(':' + from + "!u@h PRIVMSG " + target + " :" + line.mid(at, 100).toUtf8());
        }
    }

    static QStringList decoded(const QByteArrayList &texts)
    {
        QStringList result;
        for (const QByteArray &text : texts)
            result << QString::fromUtf8(text);
        return result;
    }

    spectrum::testing::IrcHost m_host;
    spectrum::testing::FakeIrcServer m_server;
    irc::IrcNetwork m_network;
};

} // namespace

class ContractIrc : public spectrum::testing::RoomContract
{
    Q_OBJECT

    std::unique_ptr<spectrum::testing::OtherSideWithRooms> openOtherSideWithRooms() override
    {
        return std::make_unique<IrcSide>();
    }
};

QTEST_GUILESS_MAIN(ContractIrc)
#include "tst_contract_irc.moc"
