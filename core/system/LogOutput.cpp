// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/LogOutput.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cerrno>

namespace spectrum::system
{

namespace
{

// A pipe that poll() calls writable takes this much without blocking.
constexpr qsizetype safePipeWrite = 4096;

bool isWritable(int descriptor)
{
    pollfd state{descriptor, POLLOUT, 0};
    return ::poll(&state, 1, 0) == 1 && (state.revents & POLLOUT) != 0;
}

} // namespace

LogOutput::LogOutput(int descriptor) : m_descriptor(descriptor)
{
    struct stat status {
    };
    m_isSocket = ::fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
    if (m_isSocket)
        return;
    const QByteArray path = "/proc/self/fd/" + QByteArray::number(descriptor);
    m_own.reset(::open(path.constData(), O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

qsizetype LogOutput::writeSome(QByteArrayView bytes)
{
    const auto size = size_t(bytes.size());
    if (m_isSocket)
        return ::send(m_descriptor, bytes.data(), size, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (m_own.isOpen())
        return ::write(m_own.number(), bytes.data(), size);
    if (!isWritable(m_descriptor)) {
        errno = EAGAIN;
        return -1;
    }
    return ::write(m_descriptor, bytes.data(), std::min(size, size_t(safePipeWrite)));
}

bool LogOutput::flush()
{
    while (!m_waiting.empty()) {
        const QByteArray &line = m_waiting.front();
        const qsizetype count = writeSome(QByteArrayView(line).sliced(m_written));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return false;
        if (count < 0) {
            // A full disk, a reader that is gone: what cannot be written now is lost, and counted.
            m_dropped += m_waiting.size();
            m_waiting.clear();
            m_waitingBytes = m_written = 0;
            return true;
        }
        m_written += count;
        if (m_written == line.size()) {
            m_waitingBytes -= line.size();
            m_waiting.pop_front();
            m_written = 0;
        }
    }
    return true;
}

void LogOutput::write(QByteArray line)
{
    flush();
    if (m_waitingBytes + line.size() > maximumWaiting) {
        ++m_dropped;
        return;
    }
    m_waitingBytes += line.size();
    m_waiting.push_back(std::move(line));
    flush();
}

} // namespace spectrum::system
