// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "DomainPeek.h"

#include "ServerName.h"

#include "../address/Jid.h"

#include <QUrl>

#include <array>

#include <sys/socket.h>
#include <unistd.h>

namespace spectrum::xmpp
{

namespace
{

constexpr std::chrono::seconds patience{5};

} // namespace

DomainPeek::DomainPeek(int descriptor, DomainSign sign, Clock &clock, QObject *parent)
    : QObject(parent),
      m_descriptor(descriptor),
      m_sign(sign),
      m_clock(clock),
      m_timer(clock.schedule(patience, this,
                             [this] {
                                 m_timer = 0;
                                 tell({});
                             })),
      m_notifier(descriptor, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &DomainPeek::look);
}

DomainPeek::~DomainPeek()
{
    if (m_descriptor >= 0)
        ::close(release());
}

int DomainPeek::release()
{
    if (m_timer != 0)
        m_clock.cancel(std::exchange(m_timer, 0));
    m_notifier.setEnabled(false);
    // Whoever reads now wants every byte.
    const int one = 1;
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVLOWAT, &one, sizeof one);
    return std::exchange(m_descriptor, -1);
}

void DomainPeek::look()
{
    std::array<char, 4096> bytes;
    const ssize_t size = ::recv(m_descriptor, bytes.data(), bytes.size(), MSG_PEEK | MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    // The other side has closed, and will send no more.
    if (size <= m_seen)
        return tell({});
    const auto domain = judge(QByteArrayView(bytes.data(), size));
    if (domain || size == ssize_t(bytes.size()))
        return tell(domain.value_or(QByteArray()));
    // What was seen already does not wake this again.
    const int next = int(size) + 1;
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVLOWAT, &next, sizeof next);
}

std::optional<QByteArray> DomainPeek::judge(QByteArrayView bytes)
{
    const QByteArrayView news = bytes.sliced(std::exchange(m_seen, bytes.size()));
    if (m_sign == DomainSign::Header)
        return judgeHeader(news);
    const auto name = serverNameOf(bytes);
    return name ? std::optional(comparableDomain(QString::fromLatin1(*name))) : std::nullopt;
}

std::optional<QByteArray> DomainPeek::judgeHeader(QByteArrayView news)
{
    m_reader.feed(news);
    const auto item = m_reader.take();
    if (!item)
        return std::nullopt;
    const auto *header = std::get_if<ElementReader::Header>(&*item);
    const auto address = header ? Jid::parse(header->stream.attribute("to")) : std::nullopt;
    return address ? comparableDomain(address->domain()) : QByteArray();
}

void DomainPeek::tell(const QByteArray &domain)
{
    m_notifier.setEnabled(false);
    Q_EMIT found(domain);
}

QByteArray comparableDomain(const QString &domain)
{
    const QByteArray name = QUrl::toAce(domain).toLower();
    return name.isEmpty() ? domain.toLower().toUtf8() : name;
}

} // namespace spectrum::xmpp
