// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A temporary place for one store and its key.
#pragma once

#include "store/Store.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

class StoreFolder
{
public:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString store() const { return path(QStringLiteral("data/spectrum2.db")); }
    [[nodiscard]] QString key() const { return path(QStringLiteral("key/store.key")); }

    [[nodiscard]] spectrum::Result<std::unique_ptr<spectrum::store::Store>> open() const
    {
        return spectrum::store::Store::open({.path = store(), .keyFile = key()});
    }

    // Every file of the store with its bytes, without the lock.
    [[nodiscard]] QMap<QString, QByteArray> bytes() const
    {
        QMap<QString, QByteArray> contents;
        const QDir folder(path(QStringLiteral("data")));
        const QStringList names = folder.entryList(QDir::Files | QDir::Hidden);
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            if (!name.endsWith(QLatin1String(".lock")) && file.open(QIODevice::ReadOnly))
                contents.insert(name, file.readAll());
        }
        return contents;
    }

    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("a test file cannot be written");
    }

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QTemporaryDir m_folder;
};

// Why there is no value, for a test's message.
template <typename T>
QByteArray reasonOf(const spectrum::Result<T> &result)
{
    return result.isOk() ? QByteArray() : result.error().userText.toUtf8();
}

// The value of a future that finishes through the event loop.
template <typename T>
spectrum::Result<T> await(QFuture<spectrum::Result<T>> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20000))
        return spectrum::Error{.kind = spectrum::ErrorKind::TimedOut};
    return future.result();
}
