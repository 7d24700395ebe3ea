// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Reads values from the bytes of a frame and refuses everything that FrameWriter would not have written.
#pragma once

#include "Enumerators.h"
#include "Fields.h"

#include <QtEndian>

namespace spectrum::codec
{

// Each function takes all the bytes of its value, no more and no fewer, and says whether they made sense. A
// value that did not is left in some valid state.
bool read(QByteArrayView bytes, bool &value);
bool read(QByteArrayView bytes, RequestId &value);
bool read(QByteArrayView bytes, std::chrono::seconds &value);
bool read(QByteArrayView bytes, QString &value);
bool read(QByteArrayView bytes, QByteArray &value);
bool read(QByteArrayView bytes, QUrl &value);
bool read(QByteArrayView bytes, QDateTime &value);
bool read(QByteArrayView bytes, Secret &value);
bool read(QByteArrayView bytes, QMap<QString, QString> &values);

template <Structured T>
bool read(QByteArrayView bytes, T &value);
template <typename T>
bool read(QByteArrayView bytes, std::optional<T> &value);
template <typename T>
bool read(QByteArrayView bytes, QList<T> &values);

// Cuts the next field off the front of rest.
bool cutField(QByteArrayView &rest, QByteArrayView &field);
// Cuts the count of a list off; false when so many items cannot be in what is left.
bool cutCount(QByteArrayView &rest, quint32 &count);

template <std::integral T>
bool read(QByteArrayView bytes, T &value)
{
    if (bytes.size() != qsizetype(sizeof(T)))
        return false;
    value = qFromLittleEndian<T>(bytes.data());
    return true;
}

template <Enumerated T>
bool read(QByteArrayView bytes, T &value)
{
    quint8 number = 0;
    if (!read(bytes, number) || number > static_cast<quint8>(lastOf<T>))
        return false;
    value = static_cast<T>(number);
    return true;
}

template <typename Tag>
bool read(QByteArrayView bytes, Id<Tag> &value)
{
    QString text;
    const bool isOk = read(bytes, text);
    value = Id<Tag>(std::move(text));
    return isOk;
}

// What the types alone do not say.
template <typename T>
bool isConsistent(const T &)
{
    return true;
}
inline bool isConsistent(const Field &field)
{
    return field.choiceValues.size() == field.choiceLabels.size();
}

template <Structured T>
bool read(QByteArrayView bytes, T &value)
{
    quint8 count = 0;
    if (bytes.isEmpty() || !read(bytes.first(1), count))
        return false;
    bytes = bytes.sliced(1);
    bool isOk = true;
    QByteArrayView field;
    const auto readNext = [&](auto &member) {
        if (isOk && count > 0) {
            --count;
            isOk = cutField(bytes, field) && read(field, member);
        }
    };
    std::apply([&](auto &...member) { (readNext(member), ...); }, fieldsOf(value));
    for (; isOk && count > 0; --count)
        isOk = cutField(bytes, field);
    return isOk && bytes.isEmpty() && isConsistent(value);
}

template <typename T>
bool read(QByteArrayView bytes, std::optional<T> &value)
{
    return bytes.isEmpty() || read(bytes, value.emplace());
}

template <typename T>
bool read(QByteArrayView bytes, QList<T> &values)
{
    quint32 count = 0;
    if (!cutCount(bytes, count))
        return false;
    values.reserve(count);
    QByteArrayView item;
    for (; count > 0; --count) {
        if (!cutField(bytes, item) || !read(item, values.emplaceBack()))
            return false;
    }
    return bytes.isEmpty();
}

} // namespace spectrum::codec
