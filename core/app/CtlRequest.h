// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Understands the words after `spectrum2 ctl`.
#pragma once

#include <spectrum/Result.h>

#include <QJsonObject>
#include <QStringList>

namespace spectrum::core
{

struct CtlRequest {
    // The error's userText is one sentence.
    [[nodiscard]] static Result<CtlRequest> parse(const QStringList &words);

    // Empty: the one of the configuration.
    QString socket = {};
    QString configFile = {};
    bool isForMachine = false;
    // A password is to be read from the standard input, and added.
    bool needsPassword = false;
    // Without an instance, what is for many users is for all instances, one after the other.
    bool isForAllInstances = false;
    // What is asked of the host.
    QJsonObject request = {};
};

} // namespace spectrum::core
