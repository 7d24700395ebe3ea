// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "admin/AdminPeer.h"

#include <QJsonDocument>
#include <QPointer>

#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace spectrum::core
{

namespace
{

Error notUnderstood(const QString &text)
{
    return {ErrorKind::InvalidInput, text};
}

bool mustWait(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

} // namespace

AdminPeer::AdminPeer(system::FileDescriptor file, Clock &clock, const Handler &handler)
    : m_file(std::move(file)),
      m_clock(clock),
      m_handler(handler),
      m_readable(m_file.number(), QSocketNotifier::Read),
      m_writable(m_file.number(), QSocketNotifier::Write)
{
    m_writable.setEnabled(false);
    connect(&m_readable, &QSocketNotifier::activated, this, &AdminPeer::read);
    connect(&m_writable, &QSocketNotifier::activated, this, &AdminPeer::write);
    wait();
}

AdminPeer::~AdminPeer()
{
    m_clock.cancel(m_timer);
    wipeMemory(m_input.data(), size_t(m_input.size()));
}

void AdminPeer::refuse(const Error &error)
{
    m_isLast = true;
    AdminRequest({}, [this](const QJsonObject &answer) { send(answer); }).fail(error);
}

void AdminPeer::wait()
{
    m_clock.cancel(m_timer);
    m_timer = m_clock.schedule(patience, this, [this] {
        m_timer = 0;
        end();
    });
}

void AdminPeer::read()
{
    std::array<char, 4096> bytes;
    const ssize_t size = ::recv(m_file.number(), bytes.data(), bytes.size(), 0);
    if (size < 0 && mustWait(errno))
        return;
    if (size <= 0) {
        end();
        return;
    }
    if (m_input.isEmpty())
        wait();
    // Never grown in place: a request may hold a password.
    if (m_input.capacity() < maximumRequest + qsizetype(bytes.size()))
        m_input.reserve(maximumRequest + qsizetype(bytes.size()));
    m_input.append(bytes.data(), size);
    wipeMemory(bytes.data(), size_t(size));
    takeLine();
}

void AdminPeer::takeLine()
{
    if (m_isBusy || m_isEnded)
        return;
    const qsizetype end = m_input.indexOf('\n');
    if (end < 0) {
        if (m_input.size() > maximumRequest)
            refuse({ErrorKind::TooLarge, QStringLiteral("The request is too long.")});
        return;
    }
    m_isBusy = true;
    m_readable.setEnabled(false);
    m_clock.cancel(std::exchange(m_timer, 0));
    carryOut(QByteArrayView(m_input).first(end));
}

void AdminPeer::carryOut(QByteArrayView line)
{
    const qsizetype used = line.size() + 1;
    QJsonParseError error;
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), line.size()), &error);
    const bool isUnderstood = document.isObject();
    const auto request = std::make_shared<AdminRequest>(
        document.object(), [peer = QPointer<AdminPeer>(this)](const QJsonObject &answer) {
            if (peer)
                peer->send(answer);
        });
    wipeMemory(m_input.data(), size_t(used));
    m_input.remove(0, used);
    if (isUnderstood)
        m_handler(request);
    else
        request->fail(notUnderstood(QStringLiteral("A request is one JSON object on one line.")));
}

void AdminPeer::send(const QJsonObject &answer)
{
    if (m_isEnded)
        return;
    m_output = QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n';
    m_written = 0;
    wait();
    write();
}

void AdminPeer::write()
{
    while (m_written < m_output.size()) {
        const ssize_t size = ::send(m_file.number(), m_output.constData() + m_written,
                                    size_t(m_output.size() - m_written), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size < 0 && mustWait(errno)) {
            m_writable.setEnabled(true);
            return;
        }
        if (size <= 0) {
            end();
            return;
        }
        m_written += size;
        wait();
    }
    m_writable.setEnabled(false);
    m_output.clear();
    m_isBusy = false;
    if (m_isLast) {
        end();
        return;
    }
    m_readable.setEnabled(true);
    // Through the event loop, so that a long row of requests is not a deep stack.
    if (m_input.contains('\n'))
        QMetaObject::invokeMethod(this, &AdminPeer::takeLine, Qt::QueuedConnection);
}

void AdminPeer::end()
{
    if (std::exchange(m_isEnded, true))
        return;
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
    m_clock.cancel(std::exchange(m_timer, 0));
    ::shutdown(m_file.number(), SHUT_RDWR);
    Q_EMIT ended();
}

} // namespace spectrum::core
