// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the schema knows about one key.
#pragma once

#include <spectrum/Result.h>

#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace spectrum::config
{

struct Key {
    enum class Type : quint8 { Text, List, Integer, Boolean, Secret, Path, Choice, Duration };
    enum class Scope : quint8 { Host, Instance };
    enum class Status : quint8 {
        Current,  // does what its doc says
        Planned,  // known, takes effect in a later version
        Replaced, // accepted; the notice names what replaces it
    };

    // A choice of the first Spectrum 2: what it means now, or nothing when it is refused; and a word about
    // it.
    struct OldChoice {
        QString value = {};
        QString notice = {};
    };

    // One object of "Keys" in a module's metadata or of the host's schema.
    [[nodiscard]] static Result<Key> fromJson(const QJsonObject &object);
    [[nodiscard]] QString section() const { return name.section(QLatin1Char('.'), 0, 0); }
    // Whether it stands for every key of its section that is not declared: "section.*".
    [[nodiscard]] bool isOpen() const { return name.endsWith(QLatin1String(".*")); }
    // The value in its normal form, or why it cannot be one.
    [[nodiscard]] Result<QString> normalised(const QString &value) const;
    // What an administrator should know about a value that is accepted; usually nothing.
    [[nodiscard]] QString noticeOf(const QString &value) const;
    // Of Status::Replaced: how the sentence "has no effect any more" goes on.
    [[nodiscard]] QString successor() const;

    QString name = {};
    Type type = Type::Text;
    Scope scope = Scope::Instance;
    Status status = Status::Current;
    QStringList defaults = {};
    QStringList choices = {};
    QMap<QString, OldChoice> oldChoices = {};
    qint64 minimum = std::numeric_limits<qint64>::min();
    qint64 maximum = std::numeric_limits<qint64>::max();
    // "gateway", "server" or "both"
    QString mode = {};
    QString since = {};
    QString doc = {};
    // What replaces a key of Status::Replaced, or "nothing: " and why.
    QString notice = {};
    bool needsRestart = false;
};

} // namespace spectrum::config
