// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The other end of the admin socket: asks a running host, and waits for the answer.
#pragma once

#include "system/FileDescriptor.h"

#include <spectrum/Result.h>

#include <QJsonObject>

#include <chrono>

namespace spectrum::core
{

// For a process that has nothing else to do.
class AdminClient
{
public:
    static constexpr qsizetype maximumAnswer = 4 * 1024 * 1024;

    // Unreachable when nobody listens there; NotAllowed when that cannot be known. Patience is for each
    // answer; zero waits for as long as it takes.
    [[nodiscard]] static Result<AdminClient> connectTo(const QString &path,
                                                       std::chrono::milliseconds patience = {});

    // The host's whole answer, {"result": …} or {"error": …}.
    [[nodiscard]] Result<QJsonObject> ask(const QJsonObject &request);

private:
    explicit AdminClient(system::FileDescriptor file) : m_file(std::move(file)) {}

    [[nodiscard]] Result<void> send(QByteArrayView bytes);
    [[nodiscard]] Result<QByteArray> receiveLine();

    system::FileDescriptor m_file;
};

} // namespace spectrum::core
