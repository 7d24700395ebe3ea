// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "GatewayExamination.h"

#include "../handler/Privilege.h"
#include "../stream/ElementWriter.h"

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
      m_server(m_options.domain.section(QLatin1Char('.'), 1))
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
    lookUp(m_options.server, &GatewayExamination::handleServer);
}

void GatewayExamination::lookUp(const QString &name, void (GatewayExamination::*answer)(const QHostInfo &))
{
    m_lookup = QHostInfo::lookupHost(name, this, [this, answer](const QHostInfo &host) {
        m_lookup = -1;
        (this->*answer)(host);
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
        Q_EMIT found({.verdict = Verdict::Bad,
                      .subject = QStringLiteral("component"),
                      .text = error.userText,
                      .advice = error.detail.trimmed().isEmpty()
                                    ? QString()
                                    : QStringLiteral("In detail: %1").arg(error.detail.trimmed())});
        leave(&GatewayExamination::lookUpOwnName);
    });
    m_stream->start();
}

void GatewayExamination::handleOpened()
{
    Q_EMIT found({.subject = QStringLiteral("component"),
                  .text = QStringLiteral("%1 at port %2 takes the secret of %3.")
                              .arg(m_options.server)
                              .arg(m_options.port)
                              .arg(m_options.domain)});
    ElementWriter xml;
    xml.open("iq");
    xml.attribute("type", "get");
    xml.attribute("from", m_options.domain);
    xml.attribute("to", m_server);
    xml.attribute("id", "version");
    xml.open("query", versionNs);
    xml.close();
    xml.close();
    if (!m_server.isEmpty() && !m_stream->send(xml.take()))
        m_server.clear();
    m_timer = m_clock.schedule(grantPatience, this, [this] {
        m_timer = 0;
        judgePrivileges();
    });
}

void GatewayExamination::handleStanza(const Element &stanza)
{
    if (const Element *query = stanza.child(u"query", QLatin1String(versionNs))) {
        m_software = serverSoftware(query->childText(u"name"));
        m_version = query->childText(u"version");
    }
    for (const char *ns : {"urn:xmpp:privilege:1", "urn:xmpp:privilege:2"}) {
        const Element *privilege = stanza.child(u"privilege", QLatin1String(ns));
        if (!privilege)
            continue;
        const Privilege::Grant grant = Privilege::readGrant(*privilege, ns);
        m_readsRosters = m_readsRosters || grant.readsRoster;
        m_changesRosters = m_changesRosters || grant.changesRoster;
        m_sendsMessages = m_sendsMessages || grant.sendsMessages;
        if (const auto from = Jid::parse(stanza.attribute("from")))
            m_server = from->domain();
    }
}

void GatewayExamination::judgePrivileges()
{
    Finding finding{.subject = QStringLiteral("privileges")};
    const QString advice = privilegeAdvice(m_software, m_server, m_options.domain);
    if (m_changesRosters && !keepsPrivileges(m_software, m_version)) {
        finding.verdict = Verdict::Doubtful;
        finding.text =
            QStringLiteral("ejabberd %1 grants what it cannot do: it fails at each change of a contact "
                           "list.")
                .arg(m_version);
        finding.advice = QStringLiteral("Update it to 23.10 or later; until then contacts come as requests.");
    } else if (m_readsRosters && m_changesRosters && m_sendsMessages) {
        finding.text = QStringLiteral("%1 lets the gateway change contact lists and send copies of messages.")
                           .arg(m_server);
    } else if (m_readsRosters && m_changesRosters) {
        finding.verdict = Verdict::Doubtful;
        finding.text =
            QStringLiteral(
                "%1 lets the gateway change contact lists, but not send in the name of users: what "
                "they write with other clients of the network comes as plain text.")
                .arg(m_server);
        finding.advice = advice;
    } else {
        finding.verdict = Verdict::Doubtful;
        finding.text = QStringLiteral("The server does not let the gateway into its users' contact lists.");
        finding.advice = advice;
    }
    Q_EMIT found(finding);
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
    lookUp(m_options.domain, &GatewayExamination::handleOwnName);
}

void GatewayExamination::handleOwnName(const QHostInfo &own)
{
    Finding finding{.subject = QStringLiteral("own name")};
    if (own.addresses().isEmpty()) {
        finding.verdict = Verdict::Doubtful;
        finding.text = QStringLiteral("%1 has no address in DNS: users of other servers cannot reach it.")
                           .arg(m_options.domain);
        finding.advice =
            QStringLiteral("Users of your own server need none. For others give the name of service.jid the "
                           "addresses of the XMPP server, or an SRV record _xmpp-server._tcp.");
    } else {
        finding.text = QStringLiteral("%1 is %2.").arg(m_options.domain, addressesOf(own));
    }
    Q_EMIT found(finding);
    Q_EMIT finished();
}

} // namespace spectrum::xmpp
