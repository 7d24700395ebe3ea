// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A network in session hosts, and people on it, for tests of both.
#pragma once

#include "isolate/RemoteNetwork.h"
#include "system/SteadyClock.h"

#include <spectrum/testing/EventRecorder.h>

#include <QSignalSpy>
#include <QTest>

namespace spectrum::testing
{

class RealHost final : public NetworkHost
{
public:
    Clock &clock() override { return m_clock; }
    std::chrono::milliseconds reconnectDelay(int) override { return std::chrono::milliseconds(50); }

private:
    system::SteadyClock m_clock;
};

class Names final : public Network
{
public:
    Result<ContactId> contactId(const QString &typed) const override { return ContactId(typed); }
    std::unique_ptr<Session> createSession(Account, EventSink &) override { return nullptr; }
};

inline const RoomId room(QStringLiteral("#room"));
inline const ContactId echo(QStringLiteral("echo"));

struct RemoteRun {
    explicit RemoteRun(const QString &module, size_t capacity = 10)
    {
        core::RemoteNetwork::Options options;
        options.networkName = QStringLiteral("Loopback");
        options.greeting.modulePath = module;
        options.greeting.maximumMemory = 1024 * 1024 * 1024;
        options.greeting.maximumFiles = 100;
        options.worker = {.patience = std::chrono::milliseconds(500), .capacity = capacity};
        options.rules = {.deaths = 3, .parkingTime = std::chrono::seconds(600)};
        opened = core::RemoteNetwork::open(std::make_unique<Names>(), std::move(options), host);
    }
    [[nodiscard]] core::RemoteNetwork &network() { return **opened; }
    [[nodiscard]] pid_t processOf(const core::RemoteSession &session)
    {
        return static_cast<pid_t>(session.worker()->process().id());
    }

    RealHost host;
    Result<std::unique_ptr<core::RemoteNetwork>> opened = Error{};
};

struct Person {
    Person(RemoteRun &run, const char *name)
        : session(run.network().createSession(
              {.user = UserId(QLatin1String(name)), .name = QLatin1String(name), .secret = Secret("x")},
              recorder))
    {
        session->logIn({Availability::Online});
    }
    [[nodiscard]] core::RemoteSession &remote() const { return static_cast<core::RemoteSession &>(*session); }
    bool isOnline()
    {
        return QTest::qWaitFor([this] { return recorder.state() == SessionState::Online; }, 20000);
    }
    bool hears(const QString &body)
    {
        return QTest::qWaitFor(
            [&] {
                return std::ranges::any_of(recorder.all<MessageReceived>(),
                                           [&](const auto &event) { return event.message.body == body; });
            },
            20000);
    }
    void say(quint64 request, const char *body) const
    {
        session->sendMessage(
            {RequestId{request}, {.peer = Peer::contact(echo), .body = QLatin1String(body)}});
    }

    EventRecorder recorder;
    std::unique_ptr<Session> session;
};

} // namespace spectrum::testing
