// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <spectrum/NetworkModule.h>

using namespace spectrum;

// Every contact answers with what it hears.
class EchoSession : public Session
{
public:
    EchoSession(const Account &account, EventSink &sink) : m_name(account.name), m_sink(sink) {}

    void logIn(const Presence &) override
    {
        m_sink.handleEvent(StateChanged{.state = SessionState::Connecting});
        m_sink.handleEvent(StateChanged{.state = SessionState::Online, .ownName = m_name});
    }
    void logOut(const QString &) override { m_sink.handleEvent(StateChanged{}); }
    void setPresence(const Presence &) override {}
    void sendMessage(const SendMessage &order) override
    {
        m_sink.handleEvent(DeliveryChanged{order.request, DeliveryState::Confirmed});
        m_sink.handleEvent(MessageReceived{{.peer = order.message.peer, .body = order.message.body}});
    }

private:
    QString m_name;
    EventSink &m_sink;
};

struct EchoNetwork : Network {
    QList<Field> accountFields() const override
    {
        return {{.key = "username", .label = "Name", .isRequired = true}};
    }
    Result<QString> normalisedName(const QString &typed) const override { return typed.toLower(); }
    Result<ContactId> contactId(const QString &typed) const override { return ContactId(typed.toLower()); }
    Result<RoomId> roomId(const QString &) const override
    {
        return Error{ErrorKind::Unsupported, "No rooms here."};
    }
    bool isRoomName(const QString &) const override { return false; }
    std::unique_ptr<Session> createSession(Account account, EventSink &sink) override
    {
        return std::make_unique<EchoSession>(account, sink);
    }
};

class EchoModule : public QObject, public NetworkModule
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID SPECTRUM_NETWORK_MODULE_IID FILE "echo.json")
    Q_INTERFACES(spectrum::NetworkModule)

public:
    Result<std::unique_ptr<Network>> createNetwork(const Settings &, NetworkHost &) override
    {
        return std::unique_ptr<Network>(std::make_unique<EchoNetwork>());
    }
};

#include "EchoModule.moc"
