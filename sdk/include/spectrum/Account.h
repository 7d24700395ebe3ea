// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// A user's identity on one network, with its secret.
#pragma once

#include <spectrum/Ids.h>
#include <spectrum/Secret.h>

#include <QMap>
#include <QString>

namespace spectrum
{

// A copy holds a copy of the secret, so accounts are passed by reference and kept by their session only.
struct Account {
    UserId user = {};
    // The network's canonical name, as Network::normalisedName() gave it.
    QString name = {};
    Secret secret = {};
    // Answers to the network's other account fields, by Field::key. No secrets.
    QMap<QString, QString> options = {};
};

} // namespace spectrum
