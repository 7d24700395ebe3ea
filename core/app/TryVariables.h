// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Fills in what a module cannot know when it describes its trial: the folder, free ports, made-up passwords.
#pragma once

#include <QHash>
#include <QJsonValue>
#include <QString>

namespace spectrum::core
{

// $dir is the folder, $port, $port2, ... are TCP ports of the loopback address that were free when they were
// first asked for, $secret, $secret2, ... are random. The same name always gives the same value. $network and
// $network_name are the id and the name of the network that is tried, when they are given.
class TryVariables
{
public:
    using Words = QHash<QString, QString>;
    explicit TryVariables(const QString &folder, Words given = {});

    [[nodiscard]] QString fill(const QString &text);
    // Every string in it, however deep.
    [[nodiscard]] QJsonValue fill(const QJsonValue &value);

private:
    [[nodiscard]] QString valueOf(const QString &name);

    Words m_values;
};

} // namespace spectrum::core
