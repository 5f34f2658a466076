"""Writes to settings and devices of the kernel.

only in a sandbox
"""

import os

for path in (
    *("/proc/sys/kernel/core_pattern", "/proc/sys/kernel/shmmax", "/proc/sys/vm/drop_caches", "/proc/sysrq-trigger"),
    *("/proc/sys/net/ipv4/ip_forward", "/proc/sys/user/max_user_namespaces", "/proc/1/oom_score_adj", "/proc/1/mem", "/proc/1/oom_score_adj"),
    *("/dev/sda", "/dev/vda", "/dev/mem", "/dev/kmem", "/dev/kvm", "/dev/fuse", "/dev/loop0", "/dev/net/tun"),
    *("/sys/fs/cgroup/cgroup.procs", "/sys/power/state", "/proc/kcore", "/dev/nvidia0", "/dev/kmsg"),
    *("/proc/self/uid_map", "/proc/self/gid_map", "/proc/self/setgroups", "/proc/self/loginuid", "/proc/kpagecount"),
):
    try:
        os.close(os.open(path, os.O_RDWR))
    except OSError:
        continue
    if path not in ("/proc/self/uid_map", "/proc/self/gid_map", "/proc/self/setgroups", "/proc/self/loginuid", "/proc/1/mem", "/proc/1/oom_score_adj"):
        print("BRE" + "ACH: opened", path)
    try:
        with open(path, "w") as file:
            file.write("-1000" if path.endswith("adj") else "0 0 1")
        print("BRE" + "ACH: wrote", path)
    except OSError:
        pass
try:
    os.mknod("/tmp/zero", 0o20666, os.makedev(1, 5))
    print("BRE" + "ACH: made a device")
except OSError:
    pass
