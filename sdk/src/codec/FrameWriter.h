// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Writes values into a frame, each field behind its length.
#pragma once

#include "Enumerators.h"
#include "Fields.h"

#include <QtEndian>

namespace spectrum::codec
{

// Little-endian. A struct is the number of its fields and the fields; a list is its count and its items; a
// value that is not there is an empty field. Text is UTF-16 because it may hold what UTF-8 cannot.
class FrameWriter
{
public:
    FrameWriter() : m_bytes(firstSize, Qt::Uninitialized) {}
    ~FrameWriter() { wipeMemory(m_bytes.data(), m_hasSecret ? static_cast<size_t>(m_bytes.size()) : 0); }
    Q_DISABLE_COPY_MOVE(FrameWriter)

    [[nodiscard]] QByteArray take();

    template <std::integral T>
    void write(T value)
    {
        qToLittleEndian(value, extend(sizeof(T)));
    }
    void write(bool value) { write(static_cast<quint8>(value)); }
    template <Enumerated T>
    void write(T value)
    {
        write(static_cast<quint8>(value));
    }
    void write(RequestId value) { write(static_cast<quint64>(value)); }
    void write(std::chrono::seconds value) { write(static_cast<qint64>(value.count())); }
    void write(const QString &value);
    void write(const QByteArray &value);
    void write(const QUrl &value) { write(value.toEncoded()); }
    void write(const QDateTime &value);
    void write(const Secret &value);
    template <typename Tag>
    void write(const Id<Tag> &value)
    {
        write(value.toString());
    }
    template <typename T>
    void write(const std::optional<T> &value)
    {
        if (value)
            write(*value);
    }
    template <typename T>
    void write(const QList<T> &values)
    {
        write(static_cast<quint32>(values.size()));
        for (const T &value : values)
            writeField(value);
    }
    void write(const QMap<QString, QString> &values);
    template <Structured T>
    void write(const T &value)
    {
        std::apply(
            [this](const auto &...field) {
                write(static_cast<quint8>(sizeof...(field)));
                (writeField(field), ...);
            },
            fieldsOf(value));
    }

private:
    static constexpr qsizetype firstSize = 248;

    template <typename T>
    void writeField(const T &value)
    {
        const qsizetype start = m_used;
        extend(sizeof(quint32));
        write(value);
        const auto length = static_cast<quint32>(m_used - start - qsizetype(sizeof(quint32)));
        qToLittleEndian(length, m_bytes.data() + start);
    }
    char *extend(size_t size);

    QByteArray m_bytes;
    qsizetype m_used = 0;
    bool m_hasSecret = false;
};

} // namespace spectrum::codec
