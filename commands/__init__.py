"""What the commands of `atalaya` do, loaded when one is called: nobody waits for what another one needs."""
