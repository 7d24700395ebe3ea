// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The address of a Unix socket.
#pragma once

#include <QFile>
#include <QString>

#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>
#include <optional>

namespace spectrum::core
{

// Nothing when the path is longer than the system allows.
inline std::optional<sockaddr_un> socketAddress(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    if (name.isEmpty() || size_t(name.size()) >= sizeof address.sun_path)
        return {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
    return address;
}

} // namespace spectrum::core
