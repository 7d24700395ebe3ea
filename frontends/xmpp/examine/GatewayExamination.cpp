// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "GatewayExamination.h"

#include "../handler/Privilege.h"
#include "../stream/ElementWriter.h"
#include "ComponentFinding.h"

namespace spectrum::xmpp
{

namespace
{

using Verdict = Finding::Verdict;

// Servers say what they grant right after the handshake.
constexpr std::chrono::milliseconds grantPatience{2000};
constexpr const char *versionNs = "jabber:iq:version";

QString addressesOf(const QHostInfo &host)
{
    QStringList addresses;
    const auto found = host.addresses();
    for (const QHostAddress &address : found)
        addresses.append(address.toString());
    return addresses.join(QStringLiteral(", "));
}

} // namespace

GatewayExamination::GatewayExamination(const Settings &settings, Options options, Clock &clock,
                                       Examiner::Use use)
    : m_settings(settings),
      m_options(std::move(options)),
      m_clock(clock),
      m_use(use),
      m_granted{.server = m_options.domain.section(QLatin1Char('.'), 1)},
      m_ownName(m_options.domain, OwnNameLookup::Seeker::Server)
{
}

GatewayExamination::~GatewayExamination()
{
    m_clock.cancel(m_timer);
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
}

void GatewayExamination::start()
{
    m_lookup = QHostInfo::lookupHost(m_options.server, this, [this](const QHostInfo &host) {
        m_lookup = -1;
        handleServer(host);
    });
}

void GatewayExamination::handleServer(const QHostInfo &server)
{
    Finding finding{.subject = QStringLiteral("XMPP server")};
    if (server.addresses().isEmpty()) {
        finding.verdict = Verdict::Bad;
        finding.text =
            QStringLiteral("The name \"%1\" has no address: %2.").arg(m_options.server, server.errorString());
        finding.advice = QStringLiteral("See service.server, and the name in DNS or in /etc/hosts.");
        Q_EMIT found(finding);
        lookUpOwnName();
        return;
    }
    finding.text = QStringLiteral("%1 is %2.").arg(m_options.server, addressesOf(server));
    if (QHostAddress(m_options.server).isNull())
        Q_EMIT found(finding);
    if (m_use == Examiner::Use::InUse)
        lookUpOwnName();
    else
        connectAsComponent();
}

void GatewayExamination::connectAsComponent()
{
    ComponentOptions options = readComponentOptions(m_settings, m_options);
    options.delay = [](int) { return std::chrono::hours(1); };
    m_stream = std::make_unique<ComponentStream>(std::move(options), m_clock);
    connect(m_stream.get(), &ComponentStream::opened, this, &GatewayExamination::handleOpened);
    connect(m_stream.get(), &ComponentStream::stanzaReceived, this, &GatewayExamination::handleStanza);
    connect(m_stream.get(), &ComponentStream::interrupted, this, [this](const Error &error) {
        Q_EMIT found(componentRefused(error));
        leave(&GatewayExamination::lookUpOwnName);
    });
    m_stream->start();
}

void GatewayExamination::handleOpened()
{
    Q_EMIT found(componentAccepted(m_options));
    ElementWriter xml;
    xml.open("iq");
    xml.attribute("type", "get");
    xml.attribute("from", m_options.domain);
    xml.attribute("to", m_granted.server);
    xml.attribute("id", "version");
    xml.open("query", versionNs);
    xml.close();
    xml.close();
    if (!m_granted.server.isEmpty() && !m_stream->send(xml.take()))
        m_granted.server.clear();
    m_timer = m_clock.schedule(grantPatience, this, [this] {
        m_timer = 0;
        concludePrivileges();
    });
}

void GatewayExamination::handleStanza(const Element &stanza)
{
    if (const Element *query = stanza.child(u"query", QLatin1String(versionNs))) {
        m_granted.software = serverSoftware(query->childText(u"name"));
        m_granted.version = query->childText(u"version");
    }
    for (const char *ns : {"urn:xmpp:privilege:1", "urn:xmpp:privilege:2"}) {
        const Element *privilege = stanza.child(u"privilege", QLatin1String(ns));
        if (!privilege)
            continue;
        const Privilege::Grant grant = Privilege::readGrant(*privilege, ns);
        m_granted.readsRosters = m_granted.readsRosters || grant.readsRoster;
        m_granted.changesRosters = m_granted.changesRosters || grant.changesRoster;
        m_granted.sendsMessages = m_granted.sendsMessages || grant.sendsMessages;
        if (const auto from = Jid::parse(stanza.attribute("from")))
            m_granted.server = from->domain();
    }
}

void GatewayExamination::concludePrivileges()
{
    Q_EMIT found(judgePrivileges(m_granted, m_options.domain));
    leave(&GatewayExamination::lookUpOwnName);
}

// The stream may be the one that calls.
void GatewayExamination::leave(Next next)
{
    m_stream->disconnect(this);
    m_clock.cancel(std::exchange(m_timer, 0));
    QMetaObject::invokeMethod(
        this,
        [this, next] {
            m_stream.reset();
            (this->*next)();
        },
        Qt::QueuedConnection);
}

void GatewayExamination::lookUpOwnName()
{
    connect(&m_ownName, &OwnNameLookup::answered, this, [this](const Finding &finding) {
        Q_EMIT found(finding);
        Q_EMIT finished();
    });
    m_ownName.start();
}

} // namespace spectrum::xmpp
