// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A network of the IRC module against a fake server, with a clock that tests advance.
#pragma once

#include "FakeIrcServer.h"

#include <spectrum/NetworkModule.h>
#include <support/MockClock.h>

namespace spectrum::testing
{

class IrcHost final : public NetworkHost
{
public:
    Clock &clock() override { return m_clock; }
    std::chrono::milliseconds reconnectDelay(int attempt) override { return std::chrono::seconds(attempt); }
    void advance(std::chrono::milliseconds time) { m_clock.advance(time); }

private:
    MockClock m_clock;
};

// What the host would fill in from the module's metadata, with the server that was started.
[[nodiscard]] inline Settings ircSettings(quint16 port)
{
    Settings settings;
    settings.setGiven(QStringLiteral("irc.server"), {QStringLiteral("127.0.0.1:%1").arg(port)});
    settings.setDefault(QStringLiteral("irc.flood_rate"), {QStringLiteral("0")});
    settings.setDefault(QStringLiteral("irc.ping_interval"), {QStringLiteral("90")});
    settings.setDefault(QStringLiteral("irc.encoding"), {QStringLiteral("UTF-8")});
    settings.setDefault(QStringLiteral("irc.casemapping"), {QStringLiteral("ascii")});
    settings.setDefault(QStringLiteral("irc.send_password"), {QStringLiteral("auto")});
    settings.setDefault(QStringLiteral("irc.verify"), {QStringLiteral("true")});
    settings.setDefault(QStringLiteral("irc.identify"),
                        {QStringLiteral("NickServ identify $name $password")});
    return settings;
}

[[nodiscard]] inline Account ircAccount(const QByteArray &password = {})
{
    return {
        .user = UserId(QStringLiteral("user")), .name = QStringLiteral("tester"), .secret = Secret(password)};
}

} // namespace spectrum::testing
