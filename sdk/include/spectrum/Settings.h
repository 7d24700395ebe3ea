// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// The checked settings of one instance, as its modules see them.
#pragma once

#include <spectrum/Export.h>
#include <spectrum/Secret.h>

#include <QHash>
#include <QString>
#include <QStringList>

namespace spectrum
{

// Keys are "section.key". Types were checked against the schema before a module sees them, so the getters do
// not fail: a key that was not given has its default from the schema, one that the schema does not know is
// empty, zero or false.
class SPECTRUM_SDK_EXPORT Settings
{
public:
    [[nodiscard]] QString text(const QString &key) const;
    [[nodiscard]] QStringList list(const QString &key) const;
    [[nodiscard]] qint64 integer(const QString &key) const;
    [[nodiscard]] bool isTrue(const QString &key) const;
    // Of "x.password", wherever it came from: the value, x.password_file or x.password_credential.
    [[nodiscard]] Secret secret(const QString &key) const;
    // All that are known, in no order.
    [[nodiscard]] QStringList keys() const;
    // Whether the administrator gave it.
    [[nodiscard]] bool isGiven(const QString &key) const;

    // For the host and for tests.
    void setDefault(const QString &key, const QStringList &values);
    void setGiven(const QString &key, const QStringList &values);
    void setSecret(const QString &key, const Secret &value);

private:
    struct Entry {
        QStringList values;
        bool isGiven = false;
    };
    QHash<QString, Entry> m_entries;
    QHash<QString, Secret> m_secrets;
};

} // namespace spectrum
