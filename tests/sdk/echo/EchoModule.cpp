// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <spectrum/NetworkModule.h>

using namespace spectrum;

// Every contact answers with what it hears.
struct EchoSession : Session {
    EchoSession(const Account &account, EventSink &out) : name(account.name), sink(out) {}
    void logIn(const Presence &) override
    {
        sink.handleEvent(StateChanged{.state = SessionState::Connecting});
        sink.handleEvent(StateChanged{.state = SessionState::Online, .ownName = name});
    }
    void logOut(const QString &) override { sink.handleEvent(StateChanged{}); }
    void sendMessage(const SendMessage &order) override
    {
        sink.handleEvent(DeliveryChanged{order.request, DeliveryState::Confirmed});
        sink.handleEvent(MessageReceived{{.peer = order.message.peer, .body = order.message.body}});
    }
    QString name;
    EventSink &sink;
};

struct EchoNetwork : Network {
    Result<ContactId> contactId(const QString &typed) const override { return ContactId(typed.toLower()); }
    std::unique_ptr<Session> createSession(Account account, EventSink &sink) override
    {
        return std::make_unique<EchoSession>(account, sink);
    }
};

struct EchoModule : QObject, ModuleOf<EchoNetwork> {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID SPECTRUM_NETWORK_MODULE_IID FILE "echo.json")
    Q_INTERFACES(spectrum::NetworkModule)
};

#include "EchoModule.moc"
